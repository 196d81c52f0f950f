using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsCheck;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Core.Tests.Ledger;

public sealed class the_ledgers_kinds
{
    public static TheoryData<string> Kinds => [.. LedgerEvent.Types.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void have_a_record_each()
    {
        var names = typeof(LedgerKind).GetFields().Select(field => (string)field.GetValue(obj: null)!);
        Assert.Equal(names.Order(StringComparer.Ordinal), LedgerEvent.Types.Keys.Order(StringComparer.Ordinal));
        var records = typeof(LedgerEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LedgerEvent)));
        Assert.Equal(
            records.Select(type => type.Name).Order(StringComparer.Ordinal),
            LedgerEvent.Types.Values.Select(type => type.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(LedgerEvent.Types, pair => Assert.Equal(pair.Key, Sample(pair.Value, "", default, everything: true).Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void are_read_as_they_were_written(string kind) =>
        Gen.Select(Gen.String, Gen.DateTime.Utc, Gen.Bool)
            .Sample(
                (text, moment, everything) =>
                {
                    var sample = Sample(LedgerEvent.Types[kind], text, moment, everything);
                    var written = CanonicalJson.Write(sample.Details());
                    return LedgerEvent.Read(kind, written) is { } read && CanonicalJson.Write(read.Details()) == written;
                },
                iter: 50
            );

    /// <summary>The entries were written by the version before there were events, when details were loose JSON.</summary>
    [Fact]
    public void are_written_as_they_were_before()
    {
        var entries = File.ReadAllLines(Repository.Path("tests", "Core", "Ledger", "entries_of_before.jsonl")).Select(Entry).ToList();
        Assert.Empty(LedgerEvent.Types.Keys.Except(entries.Select(entry => entry.Kind), StringComparer.Ordinal));
        Assert.All(
            entries,
            entry =>
            {
                Assert.Equal(entry.Hash, HashChain.Hash(entry));
                Assert.Equal(entry.Details, Written(Assert.IsAssignableFrom<LedgerEvent>(entry.ReadEvent())));
            }
        );
    }

    [Fact]
    public void say_null_only_where_it_was_always_said()
    {
        Assert.Equal(
            """{"attempt":2,"awsRequestId":null,"number":3,"operation":"Op","outcome":"accepted","step":"Share"}""",
            Written(new ChangeResult("Op", ChangeOutcome.Accepted, Step: "Share", Number: 3, Attempt: 2))
        );
        Assert.Equal(
            """{"account":"prod","attempt":1,"awsRequestId":null,"code":"C","message":"M","number":3,"operation":"Op","outcome":"unknown","step":"Share"}""",
            Written(new ChangeResult("Op", ChangeOutcome.Unknown, null, "prod", "C", "M", "Share", 3, 1))
        );
        // A look has no answer of AWS's to name.
        foreach (var outcome in new[] { ChangeOutcome.Seen, ChangeOutcome.NotSeen })
            Assert.Equal(
                $$"""{"attempt":1,"number":3,"operation":"Op","outcome":"{{outcome}}","step":"Share"}""",
                Written(new ChangeResult("Op", outcome, Step: "Share", Number: 3, Attempt: 1))
            );
        Assert.Equal(
            """{"from":"Approved","reason":null,"to":"Running"}""",
            Written(new StatusChanged("Approved", "Running", Reason: null))
        );
        Assert.Equal(
            """{"goal":"Share","reason":"r","route":"a-to-b","source":"arn","targetCluster":null}""",
            Written(new RequestCreated("Share", "a-to-b", "arn", TargetCluster: null, "r"))
        );
        Assert.Equal(
            """{"approvedDigest":null,"digest":"d","plan":{"steps":["1 FindSource"]},"planVersion":2,"why":"w"}""",
            Written(new PlanChanged(null, 2, "d", new JsonObject { ["steps"] = new JsonArray("1 FindSource") }, "w"))
        );
        Assert.Equal("""{"cluster":null}""", Written(new ConnectionRead(Cluster: null)));
        Assert.Equal("{}", Written(new SignedOut()));
    }

    [Fact]
    public void of_a_closed_share_say_how_that_was_seen()
    {
        var share = new ShareClosed("arn", "123456789000", new DateTime(2026, 1, 2, 3, 4, 5, 60, DateTimeKind.Utc));
        const string About = """
            "snapshotArn":"arn","targetAccountId":"123456789000"}
            """;
        const string Deadline = """
            "deadline":"2026-01-02T03:04:05.060Z",
            """;
        Assert.Equal($$"""{{{Deadline}}"sharedWith":"",{{About}}""", Written(share with { SharedWith = "" }));
        Assert.Equal(
            $$"""{{{Deadline}}"snapshotArn":"arn","snapshotGone":"true","targetAccountId":"123456789000"}""",
            Written(share with { SnapshotGone = "true" })
        );
        Assert.Equal($$"""{{{Deadline}}"gone":"snap",{{About}}""", Written(share with { Gone = "snap" }));
        Assert.Equal($$"""{{{Deadline}}"leftAlone":"snap",{{About}}""", Written(share with { LeftAlone = "snap" }));
    }

    [Fact]
    public void with_a_finding_that_lacks_something_are_read_all_the_same() =>
        Assert.NotNull(LedgerEvent.Read("step.failed", """{"finding":{"code":"c","resource":null},"number":3,"step":"Share"}"""));

    [Theory]
    [InlineData("aws.intent", "{}")]
    [InlineData("aws.intent", "")]
    [InlineData("aws.intent", "[1]")]
    [InlineData("aws.intent", "null")]
    [InlineData("request.status", """{"from":null,"to":"Running"}""")]
    [InlineData("request.extended", """{"expiresAt":"soon"}""")]
    [InlineData("step.done", """{"step":"Share","number":"three","evidence":{}}""")]
    [InlineData("step.done", """{"step":"Share","step":"Share","number":3,"evidence":{}}""")]
    [InlineData("attempt.refused", """{"why":"\ud800"}""")]
    [InlineData("never.heard-of", "{}")]
    public void of_another_shape_are_no_events(string kind, string details) => Assert.Null(LedgerEvent.Read(kind, details));

    [Fact]
    public void stand_in_the_documentation_with_every_member() =>
        Assert.Equal(Told(), Documented().Select(row => (row.Kind, row.Member, row.Type)).Order());

    [Fact]
    public void are_explained_in_the_documentation() =>
        Assert.All(Documented(), row => Assert.False(string.IsNullOrWhiteSpace(row.Meaning), $"{row.Kind} {row.Member}"));

    /// <summary>A row for each record and shape, and one for each of its members.</summary>
    private static IEnumerable<(string Kind, string Member, string Type)> Told()
    {
        var shapes = new Dictionary<string, Type>(LedgerEvent.Types, StringComparer.Ordinal)
        {
            ["finding"] = typeof(Finding),
            ["error"] = typeof(AwsError),
            ["message"] = typeof(Message),
            ["part"] = typeof(CheckedPart),
        };
        return shapes
            .SelectMany(shape =>
                shape
                    .Value.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                    .Select(property => (shape.Key, Name(property), TypeOf(property)))
                    .Append((shape.Key, "", ""))
            )
            .Order();
    }

    private static string Name(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static string TypeOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isNullable =
            type != property.PropertyType || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        var isWritten = property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "WrittenAsNullAttribute");
        return TypeOf(type)
            + (
                !isNullable ? ""
                : isWritten ? " or null"
                : ", optional"
            );
    }

    private static string TypeOf(Type type) =>
        type == typeof(string) || type.IsEnum ? "text"
        : type == typeof(int) || type == typeof(long) ? "number"
        : type == typeof(bool) ? "flag"
        : type == typeof(DateTime) ? "moment"
        : type == typeof(JsonObject) ? "object"
        : type == typeof(Finding) ? "finding"
        : type == typeof(AwsError) ? "error"
        : type == typeof(Message) ? "message"
        : type == typeof(IReadOnlyList<string>) ? "texts"
        : type == typeof(IReadOnlyList<Finding>) ? "findings"
        : type == typeof(IReadOnlyList<CheckedPart>) ? "parts"
        : type == typeof(IReadOnlyDictionary<string, string>) ? "texts by name"
        : type == typeof(IReadOnlyDictionary<string, int>) ? "numbers by name"
        : type == typeof(IReadOnlyDictionary<string, IReadOnlyList<Message>>) ? "messages by name"
        : throw new InvalidOperationException($"docs/ledger.md has no word for {type}.");

    /// <summary>The tables of four columns; a kind stands in its own row, its members below it.</summary>
    private static IEnumerable<(string Kind, string Member, string Type, string Meaning)> Documented()
    {
        var kind = "";
        foreach (var line in File.ReadLines(Repository.Path("docs", "ledger.md")))
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is not ["", var first, var member, var type, var meaning, ""])
                continue;
            if (first is "Kind" or "Shape" || first.StartsWith("--", StringComparison.Ordinal))
                continue;
            if (first.Length > 0)
                kind = first.Trim('`');
            yield return (kind, member.Trim('`'), type, meaning);
        }
    }

    private static LedgerEvent Sample(Type type, string text, DateTime moment, bool everything)
    {
        var constructor = type.GetConstructors().Single();
        return (LedgerEvent)
            constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        everything || new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.Nullable
                            ? Value(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, text, moment)
                            : null
                    ),
            ]);
    }

    private static object Value(Type type, string text, DateTime moment)
    {
        var message = Message.Of("frozen", ("name", text)).With("what", [Message.Of("frozen")]);
        var finding = new Finding(
            text,
            Severity.Warning,
            text,
            text,
            message,
            message,
            text,
            new AwsError(text, text, RequestId: null, 400)
        );
        return type == typeof(string) ? text
            : type == typeof(int) ? text.Length
            : type == typeof(long) ? (long)text.Length
            : type == typeof(bool) ? true
            : type == typeof(DateTime) ? moment
            : type == typeof(JsonObject) ? new JsonObject { ["a"] = text, ["b"] = new JsonArray(1, null) }
            : type == typeof(Finding) ? finding
            : type == typeof(Message) ? message
            : type == typeof(IReadOnlyList<string>) ? new[] { text }
            : type == typeof(IReadOnlyList<Finding>) ? new[] { finding }
            : type == typeof(IReadOnlyList<CheckedPart>) ? new[] { new CheckedPart(text, text, text) }
            : type == typeof(IReadOnlyDictionary<string, string>) ? new Dictionary<string, string> { ["Arn"] = text }
            : type == typeof(IReadOnlyDictionary<string, int>) ? new Dictionary<string, int> { ["not-your-role"] = text.Length }
            : throw new InvalidOperationException($"There is no sample of {type}.");
    }

    private static string Written(LedgerEvent what) => CanonicalJson.Write(what.Details());

    private static LedgerEntry Entry(string line)
    {
        var entry = JsonNode.Parse(line)!;
        return new LedgerEntry
        {
            Sequence = (long)entry["sequence"]!,
            At = (DateTime)entry["at"]!,
            Kind = (string)entry["kind"]!,
            ActorId = (string)entry["actor"]!["id"]!,
            ActorName = (string)entry["actor"]!["name"]!,
            ActorRole = (string)entry["actor"]!["role"]!,
            Subject = (string)entry["subject"]!,
            Details = CanonicalJson.Write(entry["details"]),
            PreviousHash = (string)entry["previous"]!,
            Hash = (string)entry["hash"]!,
        };
    }
}
