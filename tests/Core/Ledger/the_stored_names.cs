using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Ledger;

/// <summary>Rows and entries of every version before this one hold these names, so none may go; a new one is added to the file.</summary>
public sealed class the_stored_names
{
    private static readonly JsonSerializerOptions Json = new(StoredJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task never_change()
    {
        await using var rig = new Rig();
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        var columns = db
            .Model.GetEntityTypes()
            .SelectMany(table => table.GetProperties().Select(column => $"column {table.GetTableName()}.{column.GetColumnName()}"));
        string[] names =
        [
            .. LedgerEvent.Types.Keys.Select(kind => $"kind {kind}"),
            .. LedgerEvent.Types.SelectMany(pair => Members($"details {pair.Key}", pair.Value, [])),
            .. Members("requests.plan", typeof(Plan), []),
            .. Members("requests.steps", typeof(StepState), []),
            .. Members("requests.terms", typeof(RequestTerms), []),
            .. Members("requests.statusReason", typeof(Message), []),
            .. PlanDigest.Subject(Sample.Plan(Sample.Facts)).Select(member => $"digest {member.Key}"),
            .. Names<StepName>("step"),
            .. Names<StepStatus>("step status"),
            .. Names<RequestStatus>("request status"),
            .. Names<Goal>("goal"),
            .. Names<Verdict>("verdict"),
            .. Names<Severity>("severity"),
            .. Names<Role>("role"),
            .. Names<DriftKind>("drift kind"),
            .. Names<DriftState>("drift state"),
            .. Names<RoutePartName>("route part"),
            .. Names<PartHealth>("route part health"),
            .. Messages.English.Keys.Where(key => key.StartsWith("finding.", StringComparison.Ordinal)),
            .. columns,
        ];

        var now = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        // Beside the test's own files, for who adds a name.
        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "stored_names.txt"), now, Ct);
        Assert.Equal(await File.ReadAllLinesAsync(Repository.Path("tests", "Core", "Ledger", "stored_names.txt"), Ct), now);
    }

    private static IEnumerable<string> Names<T>(string of)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => $"{of} {name}");

    /// <summary>The members of stored JSON by their path, those of members too.</summary>
    private static IEnumerable<string> Members(string path, Type type, IReadOnlyList<Type> above)
    {
        if (above.Contains(type))
            yield break;
        var shape = Json.GetTypeInfo(type);
        if (shape.ElementType is { } element)
        {
            foreach (var name in Members(path, element, above))
                yield return name;
            yield break;
        }
        if (type.Namespace?.StartsWith("SnapshotShare.", StringComparison.Ordinal) != true || shape.Kind != JsonTypeInfoKind.Object)
            yield break;
        foreach (var member in shape.Properties.Where(member => IsStored(type, member)))
        {
            yield return $"{path}.{member.Name}";
            foreach (var name in Members($"{path}.{member.Name}", member.PropertyType, [.. above, type]))
                yield return name;
        }
    }

    /// <summary>Rows have computed members too, but nobody reads them; entries are read by others.</summary>
    private static bool IsStored(Type type, JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is not [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Always }]
        && (member.Set is not null || type.IsSubclassOf(typeof(LedgerEvent)));
}
