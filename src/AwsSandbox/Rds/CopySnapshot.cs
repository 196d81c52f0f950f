using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>CopyDBClusterSnapshot: always a full copy, under the source's key or another.</summary>
internal static class CopySnapshot
{
    public static Outcome Run(Call call)
    {
        var asked = call.Form.Text("SourceDBClusterSnapshotIdentifier")!;
        var name = call.Form.Text("TargetDBClusterSnapshotIdentifier")!.ToLowerInvariant();
        var tags = Tags.Read(call.Form);
        if (
            (
                Tags.Require(call, call.Place.RdsArn("cluster-snapshot", name))
                ?? Identifiers.Check("TargetDBClusterSnapshotIdentifier", name)
                ?? Tags.Check(tags, call.Quotas.TagsPerResource)
            ) is
            { } invalid
        )
            return invalid;
        if (Snapshots.FindUsable(call, asked) is not { } source)
            return RdsFaults.SnapshotNotFound(asked);
        if ((CheckState(call, source, name) ?? CheckQuotas(call)) is { } refusal)
            return refusal;
        var (key, unusable) = Keys(call, source);
        if (unusable is not null)
            return unusable;
        // Whoever names tags gets these alone, whatever CopyTags says; nobody documents it, and AWS was seen to do so.
        if (tags.Count == 0 && call.Form.Bool("CopyTags") == true && source.Account == call.Caller.Account)
            tags = source.Tags;
        return Start(call, source, name, key, tags);
    }

    private static Refusal? CheckState(Call call, Snapshot source, string name)
    {
        var isEncrypted = source.KmsKeyArn is not null || source.IsUnderAwsOwnedKey;
        if (source.Region != call.Region && isEncrypted && call.Form.Text("KmsKeyId") is null)
            return RdsFaults.InvalidValue("Must specify new KMS key for cross region encrypted snapshot copy.");
        if (source.StatusAt(call.Now) is not "available" and var status)
            return RdsFaults.SnapshotState($"Source snapshot {source.Name} is in {status} state but expected it to be available.");
        return call.World.Snapshots.Find(call.Place.Key(name)) is not null ? RdsFaults.SnapshotExists(name) : null;
    }

    private static Refusal? CheckQuotas(Call call)
    {
        if (Snapshots.CountManual(call.World, call.Place) >= call.Quotas.ManualClusterSnapshots)
            return RdsFaults.SnapshotQuota($"Cannot create more than {call.Quotas.ManualClusterSnapshots} manual snapshots");
        var running = call.World.Snapshots.Moving().Count(s => s.IsCopying && s.Place == call.Place);
        return running >= call.Quotas.CopiesInProgress
            ? RdsFaults.SnapshotQuota($"Cannot copy more than {call.Quotas.CopiesInProgress} snapshots across regions")
            : null;
    }

    private static (Key? Key, Refusal? Refusal) Keys(Call call, Snapshot source)
    {
        var wanted = call.Form.Text("KmsKeyId");
        // AWS does not say what becomes of a copy from under an AWS owned key; the careful belief is that it stays there.
        if (source.IsUnderAwsOwnedKey && wanted is not null)
        {
            return call.Rules.CopyMayLeaveAwsOwnedKey
                ? KeyUse.Check(call, source, wanted, call.Region, KeyUse.TargetWording(wanted), KeyUse.Writing)
                : (
                    null,
                    RdsFaults.InvalidCombination(
                        "You cannot specify a KMS key when you copy a DB cluster snapshot that is encrypted with an AWS owned key."
                    )
                );
        }
        if (source.KmsKeyArn is null)
        {
            return wanted is null
                ? (null, null)
                : (
                    null,
                    RdsFaults.InvalidCombination(
                        "You cannot create an encrypted DB cluster snapshot from an unencrypted DB cluster snapshot."
                    )
                );
        }
        if (wanted is null && source.Account != call.Caller.Account)
        {
            return call.Rules.MissingCopyKeyIsKeyFault
                ? (null, RdsFaults.KeyNotAccessible(KeyUse.SourceWording, source.KmsKeyArn))
                : (
                    null,
                    RdsFaults.InvalidCombination("A KMS key is required to copy an encrypted DB cluster snapshot that is shared with you.")
                );
        }
        var (sourceKey, sourceRefusal) = KeyUse.Check(call, source, source.KmsKeyArn, source.Region, KeyUse.SourceWording, KeyUse.Reading);
        if (sourceRefusal is not null || wanted is null)
            return (sourceKey, sourceRefusal);
        return KeyUse.Check(call, source, wanted, call.Region, KeyUse.TargetWording(wanted), KeyUse.Writing);
    }

    private static XmlResult Start(Call call, Snapshot source, string name, Key? key, IReadOnlyList<Tag> tags)
    {
        var failure = call.Accounts.Faults.Take(call, FaultKind.CopyFails, FaultKind.KeyDisabledMidCopy);
        var copy = source with
        {
            Account = call.Caller.Account,
            Region = call.Region,
            Name = name,
            Type = "manual",
            KmsKeyArn = key?.Arn,
            IsUnderAwsOwnedKey = source.IsUnderAwsOwnedKey && key is null,
            SourceArn = source.Arn,
            Tags = tags,
            Shares = [],
            Status = "available",
            Life = Life(call, source, failure),
            FailedAtPercent = failure?.Percent,
            DisablesKeyArn = failure?.Kind == FaultKind.KeyDisabledMidCopy ? failure.KeyArn ?? source.KmsKeyArn : null,
            CopiedBy = call.Caller.PrincipalArn,
        };
        call.World.Snapshots.Put(copy);
        foreach (var arn in new[] { source.KmsKeyArn, key?.Arn }.OfType<string>().Distinct(StringComparer.Ordinal))
            KeyUse.GrantToRds(call, arn, copy);
        var answered = call.Rules.CopyAnswerMirrorsSource ? copy with { Life = null, Type = source.Type, FailedAtPercent = null } : copy;
        return new(new XmlText().Nest("DBClusterSnapshot", xml => SnapshotXml.Write(xml, answered, call)).ToString());
    }

    private static Timeline Life(Call call, Snapshot source, Fault? failure)
    {
        var queue = Snapshots.CopiesOf(call.World, source.Arn).Select(c => c.Life!.EndsAt).DefaultIfEmpty(call.Now).Max();
        var whole = call.Takes(call.Durations.CopySnapshot + (call.Durations.CopySnapshotPerGiB * source.SizeGiB));
        return failure is null
            ? Timeline.Of(queue, whole, "copying", "available")
            : Timeline.Of(queue, whole * (failure.Percent / 100.0), "copying", "failed");
    }
}
