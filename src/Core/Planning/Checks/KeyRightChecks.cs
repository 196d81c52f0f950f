using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Planning.Policies;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning.Checks;

/// <summary>
/// Judges what it means that KMS refused a role which asked for itself. RDS will ask in the role's name, and a policy may well allow that and not
/// this; so a refusal is a defect only where the key's policy does allow the role's own call.
/// </summary>
internal static class KeyRightChecks
{
    public static IEnumerable<Finding> Of(Facts facts, Plan plan)
    {
        var policy = facts.SharingKeyPolicy is { } text ? PolicyDocument.Parse(text) : null;
        foreach (var right in facts.KeyRights)
        {
            if (right.Refusal is not { } refusal)
                continue;
            var account = right.Account == facts.Route.From.Name ? facts.Route.From : facts.Route.To;
            var known = right.KeyArn == facts.SharingKey?.Arn ? policy : null;
            // What the policy does not give at all is a finding of the policy already.
            if (known is not null && Asks(known, right, account, KeyCall.ThroughRds) == Truth.No)
                continue;
            // A key that is not there, or a moment in which KMS does not answer, says nothing about rights.
            var isDenial = AwsErrorFindings.IsDenial(refusal);
            var isForItself = isDenial && known is not null && Asks(known, right, account, KeyCall.Direct) == Truth.Yes;
            yield return Finding.Of(
                isForItself ? "role-lacks-key-right" : "key-right-not-verifiable",
                isForItself ? Severity.Warning : Severity.Note,
                right.Account,
                right.KeyArn,
                ("account", right.Account),
                ("action", right.Action),
                ("key", Label(facts, right.KeyArn))
            ) with
            {
                Paste = isDenial ? IamPolicy.Statement([right.Action], [right.KeyArn]) : null,
                Fault = refusal,
            };
        }
    }

    private static Truth Asks(PolicyDocument policy, KeyRight right, Account account, Func<string, string?, string, string, KeyCall> how) =>
        KeyPolicy.Allows(policy, how(account.AccountId, account.RoleArn, right.Action, right.KeyArn));

    private static string Label(Facts facts, string keyArn) =>
        new[] { facts.SharingKey, facts.SourceKey, facts.TargetKey }.FirstOrDefault(key => key?.Arn == keyArn)?.Label ?? keyArn;
}
