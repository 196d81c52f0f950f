using System.Collections.Frozen;

namespace SnapshotShare.Core;

/// <summary>Every sentence the product says by itself, in English, by key. Other languages have the same keys.</summary>
public static class Phrases
{
    public static readonly FrozenDictionary<string, string> English = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Verbs that did nothing, and why.
        ["no-such-request"] = "There is no request {request}.",
        ["no-such-route"] = "There is no route named '{route}'.",
        ["no-such-snapshot"] = "Account {account} has no snapshot named '{snapshot}'.",
        ["no-automated-snapshot"] = "Cluster '{cluster}' has no available automated snapshot in account {account}.",
        ["source-missing"] = "Name a snapshot, or a cluster whose newest automated snapshot is meant.",
        ["source-twice"] = "Name either a snapshot or a cluster, not both.",
        ["reason-too-long"] = "The reason may have {most} characters at most.",
        ["cluster-identifier"] =
            "'{cluster}' is not a cluster identifier: 1 to 63 letters, digits and hyphens, first a letter, no hyphen at the end, no two in a row.",
        ["instance-class"] = "'{class}' is not an instance class such as db.r6g.large.",
        ["window-bounds"] = "A share window of {window} is not possible on this route; it allows up to {most}.",
        ["life-bounds"] = "A life of {life} is not possible on this route; it allows up to {most}.",
        ["extend-bounds"] = "That is longer than this route allows: {most} from the moment the cluster was ready.",
        ["cluster-reserved"] = "Cluster identifier '{cluster}' is already taken by request {request}.",
        ["own-request"] = "Nobody approves or rejects their own request; somebody else must decide this one.",
        ["not-your-role"] = "This is for the roles {roles}.",
        ["signed-out"] = "This session has ended; sign in again.",
        ["plan-is-stale"] = "The plan has changed since you read it (it is now version {version}). Read the new plan and decide again.",
        ["only-shorter"] = "An approver may shorten the window or the life, never lengthen it.",
        ["nothing-shared"] = "Nothing is shared by this request now.",
        ["not-now-approve"] = "The request is {status}; only one that waits for approval can be approved.",
        ["not-now-reject"] = "The request is {status}; only one that waits for approval can be rejected.",
        ["not-now-cancel"] = "The request is {status}; there is nothing left to cancel.",
        ["not-now-extend"] = "The request is {status}; only a ready cluster's life can be extended.",
        ["not-now-retry"] = "The request is {status}; it is not waiting for another try.",
        ["preflight-failed"] = "AWS could not be asked what the plan needs: {code}: {message}",
        ["account-not-readable"] = "Account {account} could not be read: {code}: {message}",
        ["route-gone"] = "Route '{route}' is no longer configured.",

        // Why a request stands where it stands.
        ["plan-changed"] = "What was approved is not what would run now, so it needs a new approval. Changed: {changes}",
        ["rejected-because"] = "Rejected: {reason}",
        ["cancelled-by"] = "Cancelled by {name}. {reason}",
        ["given-back-by"] = "Given back by {name}. {reason}",
        ["in-line"] = "Number {place} in line: {running} copies are running in account {account}.",
        ["life-over"] = "The dev cluster has reached the end of its life.",

        // Why a step is in the plan.
        ["why.find-source"] = "Everything starts from {snapshot}; it must be there and available.",
        ["why.copy-automated-managed"] =
            "A copy is needed: {snapshot} is automated, which cannot be shared, and encrypted under the AWS managed key {key}, which no other account can ever use.",
        ["why.copy-automated"] = "A copy is needed: {snapshot} is automated, and only a manual snapshot can be shared.",
        ["why.copy-managed"] =
            "A copy is needed: {snapshot} is encrypted under the AWS managed key {key}, which no other account can ever use.",
        ["why.copy-other-key"] =
            "A copy is needed: {snapshot} is encrypted under {key}, not under the key that the target account may use.",
        ["why.share"] =
            "Adds account {account} to the restore attribute of {snapshot}. This is the moment production data becomes readable from outside.",
        ["why.see-in-target"] = "The target account must see the snapshot, by its full ARN, before it can copy it.",
        ["why.copy-in-target"] =
            "Account {account} makes a copy of its own under its own key; from then on nothing of production's is needed.",
        ["why.restore-cluster"] = "Restores cluster {cluster} from the target's own copy.",
        ["why.create-writer"] = "A restored cluster has no instance to connect to; this makes its writer, not publicly accessible.",
        ["why.replace-password"] =
            "The restored cluster has production's master password; a new one, kept in Secrets Manager, replaces it.",
        ["why.stop-sharing"] = "The share ends as soon as the target owns its copy, beside the restore.",
        ["why.stop-sharing-at-deadline"] = "The share ends at its deadline, or when somebody takes it away before.",
        ["why.prove-not-shared"] = "Proof from both sides: the restore attribute in the source, the listing in the target.",
        ["why.delete-sharing-snapshot"] = "The snapshot made for sharing has served its purpose; deleted, it can never be shared again.",
        ["why-not.copy-for-sharing"] = "No copy is needed: {snapshot} is manual and already under the key that the target account may use.",
        ["why-not.delete-sharing-snapshot"] = "{snapshot} was there before this request, so it is left alone.",
        ["why-not.goal-share"] = "Only a share was asked for.",
        ["why-not.goal-copy"] = "Only a copy was asked for.",

        // Findings of a plan, and their cures.
        ["finding.production-data"] = "Unmasked production data; other database users keep their production passwords.",
        ["finding.source-not-available"] = "Snapshot {snapshot} is {status}, not available.",
        ["remedy.source-not-available"] = "Choose an available snapshot, or wait until this one is.",
        ["finding.source-unencrypted"] = "Snapshot {snapshot} is not encrypted; Aurora cannot encrypt while copying.",
        ["remedy.source-unencrypted"] = "Use a snapshot of an encrypted cluster.",
        ["finding.source-sse-rds"] =
            "Snapshot {snapshot} is under an AWS owned key (sse-rds). Whether AWS re-encrypts it under another key on copying is not proven.",
        ["remedy.source-sse-rds"] = "Try it once with data that matters to nobody, or use a cluster under a KMS key.",
        ["finding.source-already-shared"] = "Snapshot {snapshot} is already shared with {accounts}.",
        ["remedy.source-already-shared"] = "Make sure that somebody wants it so; this request does not change it.",
        ["finding.source-shared-by-others"] =
            "Snapshot {snapshot} is already shared with {account} by somebody else, so this request could not end that share.",
        ["remedy.source-shared-by-others"] = "Use the share that is there, or take it away first.",
        ["finding.sharing-key-aws-managed"] = "The sharing key {key} is an AWS managed key; no other account can ever use it.",
        ["remedy.sharing-key-aws-managed"] = "Set the route's SharingKey to a customer managed key of the source account.",
        ["finding.key-not-enabled"] = "Key {key} is {state}; nothing can be copied or restored under it.",
        ["remedy.key-not-enabled"] = "Enable the key, or cancel its deletion.",
        ["finding.key-not-symmetric"] = "Key {key} is {spec}; RDS takes symmetric encryption keys only.",
        ["remedy.key-not-symmetric"] = "Use a SYMMETRIC_DEFAULT key.",
        ["finding.sharing-key-elsewhere"] = "The sharing key {key} is not of account {account} in {region}.",
        ["remedy.sharing-key-elsewhere"] = "Set the route's SharingKey to a key of the source account in the same Region.",
        ["finding.sharing-key-closed-to-target"] =
            "The policy of {key} does not let account {account} use it; the target's copy would fail.",
        ["remedy.sharing-key-closed-to-target"] = "Add these two statements to the key's policy.",
        ["finding.sharing-key-open-to-others"] = "The policy of {key} also lets in {principals}.",
        ["remedy.sharing-key-open-to-others"] = "Remove them from the key's policy unless they need what is under this key.",
        ["finding.target-key-elsewhere"] =
            "The target key {key} is not of account {account}; its copy would depend on somebody else's key.",
        ["remedy.target-key-elsewhere"] = "Set the route's TargetKey to a key of the target account in the same Region.",
        ["finding.target-cluster-taken"] = "Account {account} already has a cluster named {cluster}.",
        ["remedy.target-cluster-taken"] = "Choose another cluster identifier.",
        ["finding.target-instance-taken"] = "Account {account} already has an instance named {instance}.",
        ["remedy.target-instance-taken"] = "Choose another cluster identifier; the instance is named after it.",
        ["finding.subnet-group-missing"] = "Account {account} has no DB subnet group named {group}.",
        ["remedy.subnet-group-missing"] = "Create it, or set the route's SubnetGroup to one that exists.",
        ["finding.key-not-describable"] = "The role of account {account} may not describe key {key}.",
        ["remedy.key-not-describable"] = "Allow kms:DescribeKey on the key in the role's policy and in the key's policy.",
        ["finding.key-policy-not-readable"] =
            "The role of account {account} may not read the policy of key {key}, so it could not be checked whom it lets in.",
        ["remedy.key-policy-not-readable"] = "Allow kms:GetKeyPolicy on the key in the role's policy.",

        // Findings of a step, and their cures.
        ["finding.name-taken"] = "Account {account} already has {resource}, and it is not this request's. It is left alone.",
        ["remedy.name-taken"] = "Ask again under another name, or remove {resource} if nobody needs it.",
        ["finding.source-gone"] = "The base snapshot {snapshot} is gone from account {account}; an automated one ends with its retention.",
        ["remedy.source-gone"] = "Ask again from a snapshot that is there.",
        ["finding.snapshot-failed"] = "AWS gave up on snapshot {snapshot}: its status is {status}.",
        ["finding.restore-failed"] = "AWS gave up on {resource}: its status is {status}.",
        ["finding.copy-under-foreign-key"] = "Snapshot {snapshot} came out under key {key}, which is not of account {account}.",
        ["finding.share-closed-early"] = "The share of {snapshot} ended before the target account had its copy.",
        ["finding.sharing-snapshot-gone"] = "The snapshot for sharing, {snapshot}, is gone; somebody else deleted it.",
        ["finding.vanished"] = "What step {step} made is gone again; somebody else removed it.",
        ["finding.takes-too-long"] =
            "Step {step} takes far longer than it should (AWS says: {status}). Nothing is lost; it is still looked at.",
        ["remedy.takes-too-long"] = "Look at it in the AWS console; cancel the request if it will never end.",
        ["remedy.ask-again"] = "Everything this request made is cleaned up. Ask again when the cause is gone.",
        ["finding.cluster-has-others"] = "Cluster {cluster} has instances that this product did not make: {what}.",
        ["remedy.cluster-has-others"] = "Delete {what}; then the cluster is deleted by itself.",
        ["finding.cluster-protected"] = "Somebody has switched deletion protection on for {cluster}.",
        ["remedy.cluster-protected"] = "Switch it off when the cluster may go; then it is deleted by itself.",

        // Refused or failed calls, and their cures.
        ["finding.aws-access-denied"] = "In account {account} the role may not do {action} (step {step}).",
        ["remedy.aws-access-denied"] = "Allow it in the role's policy; the request goes on by itself.",
        ["finding.aws-key-not-accessible"] = "In account {account}, {action} was refused because a key could not be used (step {step}).",
        ["remedy.aws-key-not-accessible"] =
            "The key must be enabled, its policy must let the account use it with kms:CreateGrant and kms:DescribeKey, and the role's own policy must allow the same; the request goes on by itself.",
        ["finding.aws-quota"] = "Account {account} has no room left for {action}: {message}",
        ["remedy.aws-quota"] = "Remove what nobody needs, or have the quota raised; the request goes on by itself.",
        ["finding.aws-capacity"] = "AWS has no capacity for {action} in account {account} now.",
        ["remedy.aws-capacity"] = "Usually it passes; the request tries again by itself.",
        ["finding.aws-snapshot-not-found"] = "Account {account} does not see the snapshot that {action} needs (step {step}).",
        ["remedy.aws-snapshot-not-found"] =
            "If it was just shared it appears within minutes; otherwise the share or the snapshot has been taken away.",
        ["finding.aws-throttled"] = "AWS asks for fewer calls in account {account}.",
        ["remedy.aws-throttled"] = "The request goes on by itself, more slowly.",
        ["finding.aws-no-answer"] = "AWS did not answer {action} in account {account}: {message}",
        ["remedy.aws-no-answer"] = "The next look tells whether it happened; check the network if this stays.",
        ["finding.aws-refused"] = "In account {account} AWS refused {action} (step {step}): {message}",
        ["remedy.aws-refused"] = "AWS's own words are below; the request goes on by itself once the cause is gone.",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
