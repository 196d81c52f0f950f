namespace SnapshotShare.Process.Tests;

/// <summary>A change that the trip asks of AWS, recognised by what goes over the wire.</summary>
public enum Change
{
    CopyForSharing,
    Share,
    CopyInTarget,
    RestoreCluster,
    StopSharing,
    CreateWriter,
    DeleteSharingSnapshot,
    ReplacePassword,
}

public static class Changes
{
    public static readonly IReadOnlyList<Change> All = Enum.GetValues<Change>();

    /// <param name="form">The body of a call in AWS's Query protocol.</param>
    public static Change? Of(string form) =>
        Value(form, "Action") switch
        {
            "CopyDBClusterSnapshot" => Value(form, "TargetDBClusterSnapshotIdentifier")!.StartsWith("from-", StringComparison.Ordinal)
                ? Change.CopyForSharing
                : Change.CopyInTarget,
            "ModifyDBClusterSnapshotAttribute" => form.Contains("ValuesToAdd", StringComparison.Ordinal)
                ? Change.Share
                : Change.StopSharing,
            "RestoreDBClusterFromSnapshot" => Change.RestoreCluster,
            "CreateDBInstance" => Change.CreateWriter,
            "DeleteDBClusterSnapshot" => Change.DeleteSharingSnapshot,
            "ModifyDBCluster" => Change.ReplacePassword,
            _ => null,
        };

    private static string? Value(string form, string name) =>
        form.Split('&').FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)) is { } pair
            ? Uri.UnescapeDataString(pair[(name.Length + 1)..])
            : null;
}
