using System.Text;
using System.Web;

namespace SnapshotShare.Simulation.Tests;

/// <summary>Tells what a call asks for from its bytes alone, as AWS must, and not from what the sender meant.</summary>
internal sealed record WireCall(string Service, string Operation, IReadOnlyDictionary<string, string> Form)
{
    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "CopyDBClusterSnapshot",
        "CreateDBClusterSnapshot",
        "ModifyDBClusterSnapshotAttribute",
        "DeleteDBClusterSnapshot",
        "RestoreDBClusterFromSnapshot",
        "CreateDBInstance",
        "ModifyDBCluster",
        "DeleteDBInstance",
        "DeleteDBCluster",
    };

    public bool IsChange => Service == "rds" && Changes.Contains(Operation);

    /// <summary>True when it lets somebody restore a snapshot no longer.</summary>
    public bool TakesAway => Operation == "ModifyDBClusterSnapshotAttribute" && this["ValuesToRemove.AttributeValue.1"] is not null;

    /// <summary>True when production's data is where it was not before, or read by whom it was not.</summary>
    public bool AddsExposure =>
        Operation is "CopyDBClusterSnapshot" or "RestoreDBClusterFromSnapshot"
        || (Operation == "ModifyDBClusterSnapshotAttribute" && this["ValuesToAdd.AttributeValue.1"] is not null);

    public string? this[string name] => Form.GetValueOrDefault(name);

    /// <summary>The request that a made thing is tagged with.</summary>
    public string? Tag => TagNamed("snapshotshare:request");

    /// <summary>The installation that a made thing is tagged with.</summary>
    public string? Installation => TagNamed("snapshotshare:installation");

    /// <summary>Names the thing that it makes, changes or deletes, e.g. <c>snapshot/x</c>.</summary>
    public string Resource =>
        Operation switch
        {
            "CopyDBClusterSnapshot" => $"snapshot/{this["TargetDBClusterSnapshotIdentifier"]}",
            "CreateDBClusterSnapshot" or "ModifyDBClusterSnapshotAttribute" or "DeleteDBClusterSnapshot" =>
                $"snapshot/{this["DBClusterSnapshotIdentifier"]}",
            "RestoreDBClusterFromSnapshot" or "ModifyDBCluster" or "DeleteDBCluster" => $"cluster/{this["DBClusterIdentifier"]}",
            "CreateDBInstance" or "DeleteDBInstance" => $"instance/{this["DBInstanceIdentifier"]}",
            _ => "",
        };

    public override string ToString() =>
        IsChange
            ? $"{Operation} {Resource}{(this["ValuesToAdd.AttributeValue.1"] is { } a ? $" +{a}" : "")}{(this["ValuesToRemove.AttributeValue.1"] is { } r ? $" -{r}" : "")}"
            : Operation;

    private string? TagNamed(string key) =>
        Form.Where(pair => pair.Value == key)
            .Select(pair => this[pair.Key.Replace(".Key", ".Value", StringComparison.Ordinal)])
            .FirstOrDefault();

    public static WireCall Read(HttpRequestMessage request, byte[] body)
    {
        var authorization = request.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString() : "";
        var scope = authorization.Split("Credential=", 2) is [_, var credential] ? credential.Split('/') : [];
        var service = scope.Length > 3 ? scope[3] : "";
        if (request.Headers.NonValidated.TryGetValues("X-Amz-Target", out var target))
            return new WireCall(service, target.ToString().Split('.')[^1], new Dictionary<string, string>());
        var form = HttpUtility.ParseQueryString(Encoding.UTF8.GetString(body));
        var members = form.AllKeys.Where(key => key is not null).ToDictionary(key => key!, key => form[key] ?? "", StringComparer.Ordinal);
        return new WireCall(service, members.GetValueOrDefault("Action", ""), members);
    }
}
