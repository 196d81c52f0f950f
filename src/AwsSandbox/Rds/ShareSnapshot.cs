using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>ModifyDBClusterSnapshotAttribute and DescribeDBClusterSnapshotAttributes: who may restore a snapshot.</summary>
internal static class ShareSnapshot
{
    public const string DefaultKeySentence = "Sharing snapshots encrypted with the default service key for RDS is currently not supported.";

    public static Outcome Describe(Call call)
    {
        var asked = call.Form.Text("DBClusterSnapshotIdentifier")!;
        if (Snapshots.FindOwn(call, asked) is { } own)
            return new XmlResult(SnapshotXml.Attributes(own));
        return
            call.Rules.ForeignAttributesAreDenied
            && Snapshots.FindUsable(call, asked) is { } foreign
            && foreign.Account != call.Caller.Account
            ? call.Errors.Denied(
                call.Caller.Arn,
                "rds:DescribeDBClusterSnapshotAttributes",
                foreign.Arn,
                "no resource-based policy allows the rds:DescribeDBClusterSnapshotAttributes action"
            )
            : RdsFaults.SnapshotNotFound(asked);
    }

    public static Outcome Modify(Call call)
    {
        var asked = call.Form.Text("DBClusterSnapshotIdentifier")!;
        var add = call.Form.List("ValuesToAdd", "AttributeValue").Distinct(StringComparer.Ordinal).ToList();
        var remove = call.Form.List("ValuesToRemove", "AttributeValue").Distinct(StringComparer.Ordinal).ToList();
        if ((CheckIdentifier(call, asked) ?? CheckValues(call, add, remove)) is { } invalid)
            return invalid;
        if (Snapshots.FindOwn(call, asked) is not { } snapshot)
            return RdsFaults.SnapshotNotFound(asked);
        if ((CheckSnapshot(call, snapshot) ?? CheckShares(call, snapshot, add, remove)) is { } refusal)
            return refusal;
        var changed = snapshot with { Shares = Changed(call, snapshot, add, remove) };
        call.World.Snapshots.Put(changed);
        call.Accounts.Shares.Changed(snapshot, changed, call.Now);
        if (call.Rules.UnshareFailsRunningCopy)
        {
            foreach (var copy in Snapshots.CopiesOf(call.World, snapshot.Arn).Where(c => remove.Contains(c.Account)).ToList())
                Snapshots.FailCopy(call.Accounts, copy, call.Now);
        }
        return new XmlResult(SnapshotXml.Attributes(changed));
    }

    // The colon of an automated snapshot's name is what AWS stumbles over.
    private static Refusal? CheckIdentifier(Call call, string asked)
    {
        var name = Identifiers.FromArn(asked, "cluster-snapshot")?.Name ?? asked;
        if (name.StartsWith("awsbackup:", StringComparison.OrdinalIgnoreCase))
            return RdsFaults.InvalidValue($"The parameter {asked} is not a valid identifier.");
        if (name.StartsWith("rds:", StringComparison.OrdinalIgnoreCase) && !call.Rules.SharingAutomatedIsInvalidIdentifier)
            return null;
        return Identifiers.Check("DBClusterSnapshotIdentifier", name) is null ? null : Identifiers.NotValid("DBClusterSnapshotIdentifier");
    }

    private static Refusal? CheckValues(Call call, List<string> add, List<string> remove)
    {
        if (call.Form.Text("AttributeName") is not "restore" and var attribute)
            return RdsFaults.InvalidValue($"Invalid snapshot attribute {attribute}");
        if (add.Concat(remove).FirstOrDefault(v => v != Share.Everyone && !(v.Length == 12 && v.All(char.IsAsciiDigit))) is { } bad)
            return RdsFaults.InvalidValue($"Invalid value {bad} for the attribute restore: an AWS account ID has 12 digits.");
        return add.Intersect(remove, StringComparer.Ordinal).Any()
            ? RdsFaults.InvalidCombination("A value cannot be in both ValuesToAdd and ValuesToRemove.")
            : null;
    }

    private static Refusal? CheckSnapshot(Call call, Snapshot snapshot)
    {
        if (snapshot.Type != "manual")
            return RdsFaults.SnapshotState("Only manual snapshots may be shared.");
        return snapshot.StatusAt(call.Now) is not "available" and var status
            ? RdsFaults.SnapshotState($"The snapshot {snapshot.Name} is in {status} state but expected it to be available.")
            : null;
    }

    private static Refusal? CheckShares(Call call, Snapshot snapshot, List<string> add, List<string> remove)
    {
        if (add.Count == 0)
            return null;
        if (add.Contains(Share.Everyone) && (snapshot.KmsKeyArn is not null || snapshot.IsUnderAwsOwnedKey))
            return RdsFaults.InvalidValue("An encrypted DB cluster snapshot cannot be made public.");
        if (add.Contains(snapshot.Account) && !call.Rules.SharingWithOwnerIsAccepted)
            return RdsFaults.InvalidValue($"The DB cluster snapshot already belongs to account {snapshot.Account}.");
        var underDefaultKey = snapshot.KmsKeyArn is { } arn && KeyRing.Find(call.World, call.Place, arn) is { IsAwsManaged: true };
        // AWS does not say whether it shares what is under its own key; no policy could open that key to anybody.
        if (snapshot.IsUnderAwsOwnedKey || (underDefaultKey && call.Rules.RefuseSharingUnderDefaultKey))
            return RdsFaults.InvalidValue(DefaultKeySentence);
        var accounts = snapshot
            .Shares.Where(s => s.IsGranted)
            .Select(s => s.Account)
            .Except(remove)
            .Union(add)
            .Count(a => a != Share.Everyone);
        return accounts > call.Quotas.AccountsPerSharedSnapshot ? RdsFaults.SharedQuota(call.Quotas.AccountsPerSharedSnapshot) : null;
    }

    private static List<Share> Changed(Call call, Snapshot snapshot, List<string> add, List<string> remove)
    {
        var slow = call.Accounts.Faults.Take(call, FaultKind.SlowShare);
        var seen = call.Now + (slow is null ? call.Takes(call.Durations.ShareVisibility) : TimeSpan.FromSeconds(slow.Seconds));
        var shares = snapshot.Shares.Where(s => s.HiddenFrom is null || s.HiddenFrom > call.Now).ToList();
        for (var i = 0; i < shares.Count; i++)
        {
            if (shares[i].IsGranted && remove.Contains(shares[i].Account))
                shares[i] = shares[i] with { HiddenFrom = seen };
        }
        foreach (var account in add.Where(a => a != snapshot.Account && !shares.Any(s => s.Account == a && s.IsGranted)))
        {
            // Shared again before anybody saw that it was not: it never went away.
            var still = shares.FindIndex(s => s.Account == account && s.IsVisibleAt(call.Now));
            if (still >= 0)
                shares[still] = shares[still] with { HiddenFrom = null };
            else
                shares.Add(new(account, seen));
        }
        return shares;
    }
}
