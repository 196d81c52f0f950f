using System.Collections.Frozen;

namespace SnapshotShare.Core;

/// <summary>Every sentence the product says by itself, in English, by key. Other languages have the same keys.</summary>
public static class Phrases
{
    public static readonly FrozenDictionary<string, string> English = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Verbs that did nothing, and why.
        ["no-such-request"] = "There is no request {request}.",
        ["no-such-route"] = "There is no route named '{route}'; Routes and keys lists those there are.",
        ["no-such-snapshot"] = "Account {account} has no snapshot named '{snapshot}'.",
        ["no-automated-snapshot"] = "Cluster '{cluster}' has no available automated snapshot in account {account}.",
        ["no-such-cluster"] = "Account {account} has no cluster named '{cluster}'.",
        ["source-missing"] = "Name a snapshot, a cluster whose newest automated snapshot is meant, or a cluster to take one of now.",
        ["source-twice"] = "Name one snapshot or one cluster, not several.",
        ["reason-too-long"] = "The reason may have {most} characters at most.",
        ["cluster-identifier"] =
            "'{cluster}' is not a cluster identifier: 1 to 63 letters, digits and hyphens, first a letter, no hyphen at the end, no two in a row.",
        ["instance-class"] = "'{class}' is not an instance class such as db.r6g.large.",
        ["window-bounds"] = "A share window of {window} is not possible on this route; it allows up to {most}.",
        ["life-bounds"] = "A life of {life} is not possible on this route; it allows up to {most}.",
        ["extend-bounds"] = "That is longer than this route allows: {most} from the moment the cluster was ready.",
        ["cluster-reserved"] = "Cluster identifier '{cluster}' is already taken by request {request}.",
        ["no-such-persona"] = "There is no persona '{persona}'; choose one of these.",
        ["own-request"] = "Nobody approves or rejects their own request; somebody else must decide this one.",
        ["not-your-role"] = "This is for the roles {roles}.",
        ["signed-out"] = "This session has ended; sign in again.",
        ["plan-is-stale"] = "The plan has changed since you read it (it is now version {version}). Read the new plan and decide again.",
        ["rule.reason-length"] = "Rule ReasonLength of route {route}: say why in at least {least} characters.",
        ["rule.ticket"] = "Rule Ticket of route {route}: the reason must name a ticket of the form {pattern}.",
        ["rule.groups"] = "Rule Groups of route {route}: only members of {groups} approve here.",
        ["approved-already"] = "You have approved this version of the plan already; rule Approvers of route {route} wants {needed} people.",
        ["approved-so-far"] = "Approved by {names}; {left} more must say yes to the same plan.",
        ["rules-changed"] =
            "The approval rules of route {route} have changed since this was planned; press 'Make the plan again' on the request, then decide.",
        ["automatic-approval"] =
            "Rule Automatic of route {route}: cluster {cluster}, window and life within its limits, nothing to look at.",
        ["only-shorter"] = "An approver may shorten the window or the life, never lengthen it.",
        ["nothing-shared"] = "Nothing is shared by this request now.",
        ["not-now-approve"] = "The request's status is '{status}'; only one that waits for approval can be approved.",
        ["not-now-reject"] = "The request's status is '{status}'; only one that waits for approval can be rejected.",
        ["not-now-cancel"] = "The request's status is '{status}'; there is nothing left to cancel.",
        ["not-now-extend"] = "The request's status is '{status}'; only a ready cluster's life can be extended.",
        ["not-now-connect"] = "The request's status is '{status}'; there is nothing to connect to.",
        ["not-now-retry"] = "The request's status is '{status}'; it is not waiting for another try.",
        ["no-such-drift"] = "There is no such share on record: {finding}.",
        ["drift-is-gone"] = "This share is gone already; there is nothing left to do.",
        ["drift-not-open"] =
            "The share's state is '{state}'; only one that is undecided, or that waits for a second person, can be proposed to be kept.",
        ["no-such-proposal"] = "Nobody proposes to keep this share until that moment; read it again and decide again.",
        ["own-proposal"] = "Nobody approves their own proposal; somebody else must decide this one.",
        ["adoption-bounds"] = "A share can be kept until a moment in the future, at most {most} days from now.",
        ["preflight-failed"] =
            "Account {account} gave no answer to {action}, so there is no plan yet; try again in a moment. ({code}: {message})",
        ["account-not-readable"] =
            "Account {account} could not be read. SnapshotShare keeps trying; if it stays, check the account's role on Routes and keys. ({code}: {message})",
        ["nothing-to-check-with"] =
            "Account {account} has no available snapshot to try the route with. Take one there, or check again after the next automated one.",
        ["route-gone"] = "Route '{route}' is no longer configured. An administrator can put it back; otherwise ask again on another route.",

        // Why a request stands where it stands.
        ["plan-changed"] = "What was approved is not what would run now, so it needs a new approval. Changed: {changes}",
        ["rejected-because"] = "Rejected: {reason}",
        ["cancelled-by"] = "Cancelled by {name}. {reason}",
        ["given-back-by"] = "Given back by {name}. {reason}",
        ["late-call"] = "It is gone; an earlier call could still reach AWS and bring it back, so it is watched until none can.",
        ["shared-again"] = "The snapshot's restore attribute names the target account again.",
        ["still-listed"] = "The target account's listing still shows the snapshot.",
        ["not-yet-writer"] = "The instance is there; its cluster does not have it as the writer yet.",
        ["secret-not-active"] = "The secret with the new password is not active yet.",
        ["in-line"] = "Number {place} in line; copies running in account {account}: {running}.",
        ["planned-again"] = "Planned again by {name}, from the accounts as they are now.",
        ["nobody-answered"] = "Nobody answered in time; ask again if it is still needed.",
        ["ledger-broken"] = "The ledger does not hold from entry {entry} on ({fault}); no evidence is signed until that is cleared up.",
        ["share-held"] =
            "Request {request} shares this very snapshot, or has just ceased to; this one follows when that share is over and its watch has ended.",
        ["frozen"] = "Sharing is frozen; nothing is shared until an administrator lifts the freeze.",
        ["frozen-already"] = "{name} has frozen sharing already.",
        ["not-frozen"] = "Sharing is not frozen.",
        ["own-freeze"] = "Nobody lifts their own freeze; another administrator must.",
        ["connection-not-yours"] = "Connection data is for whoever asked for the cluster, and for nobody else.",
        ["not-your-decision"] = "An approver takes the evidence of own decisions only.",
        ["life-over"] = "The dev cluster has reached the end of its life.",

        // Why a step is in the plan.
        ["why.find-source"] = "Everything starts from {snapshot}; it must be there and available.",
        ["why.take-snapshot"] = "Takes a manual snapshot of cluster {cluster} now, named {snapshot}; the data is as of that moment.",
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
        ["why.delete-taken-snapshot"] = "{snapshot} was taken for this request and has served its purpose.",
        ["why-not.copy-for-sharing"] = "No copy is needed: {snapshot} is manual and already under the key that the target account may use.",
        ["why-not.delete-sharing-snapshot"] = "{snapshot} was there before this request, so it is left alone.",
        ["why-not.goal-share"] = "Only a share was asked for.",
        ["why-not.goal-copy"] = "Only a copy was asked for.",
        ["why-not.turned-round"] = "The request turned round before this was done.",
        ["why-not.nothing-made"] = "The request turned round before there was anything to take away.",
        ["why-not.never-begun"] = "The request was over before anything began.",

        // What can be done with a snapshot, or why not.
        ["snapshot.no-copy-needed"] = "It is manual and under the key that the target may use: a request from it leaves ② out.",
        ["snapshot.shared-by-request"] = "A request shares it; the share is taken away there.",
        ["snapshot.shared-by-nobody-here"] = "Somebody shared it by hand; decide about it on the overview.",
        ["snapshot.deleted-by-request"] = "A request made it and deletes it when its purpose is served, or when the request is given back.",
        ["snapshot.why.role"] = "Your role does not ask for clusters.",
        ["snapshot.why.not-own"] = "It belongs to account {account}; ask from there.",
        ["snapshot.why.no-route"] = "No route starts in account {account}.",
        ["snapshot.why.kind"] = "Snapshots of type {type} are left alone; take a manual one.",
        ["snapshot.why.unencrypted"] = "It is not encrypted, and production data does not travel unencrypted.",
        ["snapshot.why.status"] = "Its status is {status}, not available.",
        ["snapshot.why.automated"] = "An automated snapshot cannot be shared; only a copy of it can.",
        ["snapshot.why.aws-managed"] = "It is under {key}, an AWS managed key that no other account can use; a copy is needed.",
        ["snapshot.why.other-key"] = "It is not under the route’s sharing key {key}; a copy is needed.",
        ["snapshot.why.owner-only"] = "Only its owner, account {account}, can do that.",
        ["snapshot.why.sharing-not-read"] = "Who it is shared with has not been read yet.",
        ["snapshot.why.not-looked-at-yet"] = "It is shared; what that share is will be known after the next look.",
        ["snapshot.why.not-shared"] = "It is shared with nobody.",
        ["snapshot.why.retention"] = "AWS deletes it when its cluster’s retention ends.",
        ["snapshot.why.not-ours"] = "SnapshotShare deletes only what its own requests made.",

        // Findings of a plan, and their cures.
        ["finding.production-data"] = "Unmasked production data; other database users keep their production passwords.",
        ["remedy.production-data"] = "Let only those connect who may see production too.",
        ["finding.engine-not-aurora"] =
            "Snapshot {snapshot} is of engine {engine}; only snapshots of aurora-mysql and aurora-postgresql can go this way.",
        ["remedy.engine-not-aurora"] = "Choose a snapshot of an Aurora cluster.",
        ["finding.source-not-available"] = "Snapshot {snapshot} is {status}, not available.",
        ["remedy.source-not-available"] = "Choose an available snapshot, or wait until this one is.",
        ["finding.source-cluster-not-available"] = "Cluster {cluster} is {status}; no snapshot of it can be taken now.",
        ["remedy.source-cluster-not-available"] = "Start it, wait until it is available, or ask from a snapshot that is there.",
        ["finding.source-unencrypted"] = "Snapshot {snapshot} is not encrypted; Aurora cannot encrypt while copying.",
        ["remedy.source-unencrypted"] =
            "Use a snapshot of an encrypted cluster, or restore this one encrypted in its own account and take one of that.",
        ["finding.source-sse-rds"] =
            "Snapshot {snapshot} is under an AWS owned key (sse-rds). Whether AWS re-encrypts it under another key on copying is not proven.",
        ["remedy.source-sse-rds"] = "Try it once with data that matters to nobody, or use a cluster under a KMS key.",
        ["finding.source-retention-ends"] =
            "Snapshot {snapshot} is automated and kept until {until} (days of retention: {days}); AWS may delete it before it is copied.",
        ["remedy.source-retention-ends"] = "Ask from a newer one, or keep this one by copying it to a manual snapshot first.",
        ["finding.source-public"] = "Snapshot {snapshot} is public: every AWS account can restore it.",
        ["remedy.source-public"] = "Take that away at once, unless the whole world is meant.",
        ["finding.source-already-shared"] = "Snapshot {snapshot} is already shared with {accounts}.",
        ["remedy.source-already-shared"] = "Make sure that somebody wants it so; this request does not change it.",
        ["finding.source-shared-by-others"] =
            "Snapshot {snapshot} is already shared with {account} by somebody else, so this request could not end that share.",
        ["remedy.source-shared-by-others"] = "Use the share that is there, or take it away first.",
        ["finding.source-shared-with-too-many"] = "Snapshot {snapshot} is shared with {most} accounts already, and AWS allows no more.",
        ["remedy.source-shared-with-too-many"] = "Take one of them away, or ask from a snapshot that has to be copied anyway.",
        ["finding.sharing-key-aws-managed"] = "The sharing key {key} is an AWS managed key; no other account can ever use it.",
        ["remedy.sharing-key-aws-managed"] = "Make a customer managed key in the source account and set the route's SharingKey to it.",
        ["finding.key-missing"] = "Account {account} has no key {key}.",
        ["remedy.key-missing"] = "Correct the route's SharingKey or TargetKey; an alias must point to a key.",
        ["finding.key-not-enabled"] = "Key {key} is {state}; nothing can be copied or restored under it.",
        ["remedy.key-not-enabled"] = "Enable the key, or cancel its deletion.",
        ["finding.key-not-symmetric"] = "Key {key} is {spec}; RDS takes symmetric encryption keys only.",
        ["remedy.key-not-symmetric"] = "Use a SYMMETRIC_DEFAULT key.",
        ["finding.sharing-key-elsewhere"] = "The sharing key {key} is not of account {account} in {region}.",
        ["remedy.sharing-key-elsewhere"] = "Set the route's SharingKey to a key of the source account in the same Region.",
        ["finding.key-policy-not-understood"] =
            "The policy of {key} could not be read as a policy, so nothing is known of whom it lets in.",
        ["remedy.key-policy-not-understood"] = "Look at it in the KMS console.",
        ["finding.sharing-key-closed-to-source"] =
            "The policy of {key} does not let its own account {account} use it ({actions}); the copy for sharing would fail.",
        ["remedy.sharing-key-closed-to-source"] = "Add this statement to the key's policy; the account's IAM then says who may.",
        ["finding.sharing-key-closed-to-target"] =
            "The policy of {key} does not let account {account} use it ({actions}); the target's copy would fail.",
        ["remedy.sharing-key-closed-to-target"] = "Add these two statements to the key's policy.",
        ["finding.sharing-key-lacks-usual"] =
            "The policy of {key} lets account {account} make grants but not {actions}; AWS's own example does, and whether a copy works without is not confirmed.",
        ["remedy.sharing-key-lacks-usual"] = "Add these two statements to the key's policy.",
        ["finding.sharing-key-hangs-on-conditions"] =
            "Whether the policy of {key} lets account {account} use it ({actions}) hangs on conditions that only AWS can judge: {conditions}.",
        ["remedy.sharing-key-hangs-on-conditions"] = "If a copy fails in that account, look at these conditions first.",
        ["finding.sharing-key-administered"] =
            "The policy of {key} lets {principals} change or delete the key (statement {statements}); nobody but its owner needs that.",
        ["remedy.sharing-key-administered"] = "Take those actions out of the statement; this is all that a request needs.",
        ["finding.sharing-key-open-grants"] =
            "The policy of {key} lets {principals} give anybody a grant on the key (statement {statements}); it is meant for AWS services only.",
        ["remedy.sharing-key-open-grants"] = "Move kms:CreateGrant to a statement with the condition kms:GrantIsForAWSResource, as here.",
        ["finding.sharing-key-open-to-others"] = "The policy of {key} also lets in {principals}.",
        ["remedy.sharing-key-open-to-others"] = "Remove them from the key's policy unless they need what is under this key.",
        ["finding.target-key-elsewhere"] =
            "The target key {key} is not of account {account} in {region}; its copy would depend on somebody else's key.",
        ["remedy.target-key-elsewhere"] = "Set the route's TargetKey to a key of the target account in the same Region.",
        ["finding.role-lacks-key-right"] =
            "The role of account {account} was refused {action} on {key} although the key's policy allows it, so its own policy lacks it.",
        ["remedy.role-lacks-key-right"] =
            "Add this statement to the role's policy. It may stay as it is only if it allows the action to AWS services alone.",
        ["finding.key-right-not-verifiable"] =
            "Whether RDS may do {action} on {key} for the role of account {account} cannot be verified before the act: asking for itself, the role was refused.",
        ["remedy.key-right-not-verifiable"] = "Make sure that the role's policy has this statement.",
        ["finding.rights-not-verifiable"] =
            "What {role} may change in account {account} cannot be verified before the act, because RDS has no dry run.",
        ["remedy.rights-not-verifiable"] = "This is the policy that the role needs.",
        ["finding.role-not-assumable"] =
            "The role {role} of account {account} could not be assumed by {caller}, so nothing there could be checked.",
        ["remedy.role-not-assumable"] =
            "Let the caller assume it in the role's trust policy, with the external ID that is configured, and allow the caller sts:AssumeRole.",
        ["finding.not-readable"] = "The role of account {account} is not allowed {action}, so what it shows could not be checked.",
        ["remedy.not-readable"] = "Add this statement to the role's policy.",
        ["finding.key-not-readable"] =
            "The role of account {account} is not allowed {action} on {resource}, so the key could not be checked.",
        ["remedy.key-not-readable"] = "Allow it in the role's policy, and in the key's policy unless that leaves it to the account.",
        ["finding.question-refused"] = "In account {account} AWS refused {action} with {code}, so what it shows could not be checked.",
        ["remedy.question-refused"] = "Correct what AWS names below, or show the plan again in a moment.",
        ["finding.snapshot-taken"] = "Account {account} already has a snapshot named {snapshot}, and this request did not make it.",
        ["remedy.snapshot-taken"] = "Ask again, which makes another name, or remove it if nobody needs it.",
        ["finding.target-cluster-taken"] = "Account {account} already has a cluster named {cluster}.",
        ["remedy.target-cluster-taken"] = "Choose another cluster identifier.",
        ["finding.target-instance-taken"] = "Account {account} already has an instance named {instance}.",
        ["remedy.target-instance-taken"] = "Choose another cluster identifier; the instance is named after it.",
        ["finding.subnet-group-missing"] = "Account {account} has no DB subnet group named {group}.",
        ["remedy.subnet-group-missing"] = "Create it, or set the route's SubnetGroup to one that exists.",
        ["finding.subnet-group-few-zones"] =
            "DB subnet group {group} of account {account} covers {zones} only; Aurora needs two Availability Zones at least.",
        ["remedy.subnet-group-few-zones"] = "Add a subnet in another Availability Zone, or set the route's SubnetGroup to another group.",
        ["finding.security-group-missing"] = "Account {account} has no security group {group}.",
        ["remedy.security-group-missing"] = "Set the route's SecurityGroups to groups of the subnet group's VPC; this lists them.",
        ["finding.security-group-elsewhere"] = "Security group {group} is in {vpc}, but subnet group {subnets} is in {wanted}.",
        ["remedy.security-group-elsewhere"] = "Set the route's SecurityGroups to groups of the subnet group's VPC; this lists them.",
        ["finding.parameter-group-missing"] = "Account {account} has no DB cluster parameter group named {group}.",
        ["remedy.parameter-group-missing"] = "Create it for family {family}, or leave the route's ClusterParameterGroup empty.",
        ["finding.parameter-group-unfit"] = "DB cluster parameter group {group} is for {family}, but {version} needs {wanted}.",
        ["remedy.parameter-group-unfit"] = "Set the route's ClusterParameterGroup to a group of that family.",
        ["finding.serverless-needs-capacity"] =
            "Class db.serverless needs a smallest and a largest capacity, and route {route} names none.",
        ["remedy.serverless-needs-capacity"] = "Choose a class such as db.r6g.large, or set the route's MinCapacity and MaxCapacity.",
        ["finding.engine-version-not-offered"] = "AWS offers {version} no more in account {account}'s Region, so it cannot be restored.",
        ["remedy.engine-version-not-offered"] = "Upgrade the source cluster and use a snapshot taken after that.",
        ["finding.class-not-offered"] = "Instance class {class} is not offered for {version}.",
        ["remedy.class-not-offered"] = "Choose one of {classes}.",
        ["finding.class-not-in-zones"] = "Instance class {class} is not offered in {zones}, where subnet group {group} lies.",
        ["remedy.class-not-in-zones"] = "Choose another class, or a subnet group in other Availability Zones.",
        ["finding.no-room-for-snapshots"] =
            "Account {account} uses {used} of its {max} manual cluster snapshots, which leaves no room for this request.",
        ["remedy.no-room-for-snapshots"] = "Delete snapshots that nobody needs, or have the quota raised.",
        ["finding.no-room-for-clusters"] = "Account {account} uses {used} of its {max} clusters, which leaves no room for this request.",
        ["remedy.no-room-for-clusters"] = "Delete a cluster that nobody needs, or have the quota raised.",
        ["finding.no-room-for-instances"] = "Account {account} uses {used} of its {max} instances, which leaves no room for this request.",
        ["remedy.no-room-for-instances"] = "Delete an instance that nobody needs, or have the quota raised.",
        ["finding.room-for-snapshots"] = "Account {account} uses {used} of its {max} manual cluster snapshots; left: {left}.",
        ["remedy.room-for-snapshots"] = "Nothing to do.",
        ["finding.room-for-clusters"] = "Account {account} uses {used} of its {max} clusters; left: {left}.",
        ["remedy.room-for-clusters"] = "Nothing to do.",
        ["finding.room-for-instances"] = "Account {account} uses {used} of its {max} instances; left: {left}.",
        ["remedy.room-for-instances"] = "Nothing to do.",
        ["finding.copies-running"] = "Account {account} is already making {running} of the {most} copies AWS allows at once.",
        ["remedy.copies-running"] = "Nothing to do; there is room for this one.",
        ["finding.copies-queue"] = "Copies running in account {account}: {running}. AWS makes {most} at once, so this one waits its turn.",
        ["remedy.copies-queue"] = "Nothing to do; it begins by itself.",
        ["finding.similar-running"] = "Request {request} by {name} already takes cluster {source} this way; its status is '{status}'.",
        ["remedy.similar-running"] = "Ask whether its result will do for both.",
        ["finding.similar-ready"] = "Request {request} by {name} has made {cluster} from cluster {source} already.",
        ["remedy.similar-ready"] = "Ask whether it is new enough.",

        // What differs between two plans.
        ["changed.rules"] = "SnapshotShare now plans by other rules ({before} → {after}).",
        ["changed.approvalRules"] = "The route's approval rules have changed ({before} → {after}).",
        ["changed.goal"] = "The goal was '{before}' and is now '{after}'.",
        ["changed.route"] = "The route was {before} and is now {after}.",
        ["changed.sourceAccount"] = "The source account was {before} and is now {after}.",
        ["changed.targetAccount"] = "The target account was {before} and is now {after}.",
        ["changed.region"] = "The Region was {before} and is now {after}.",
        ["changed.source"] = "The base snapshot was {before} and is now {after}.",
        ["changed.takenAt"] = "The base snapshot was taken at {before}, and the one of that name now at {after}.",
        ["changed.sourceCluster"] = "The base snapshot was of cluster {before} and is now of {after}.",
        ["changed.sourceKey"] = "The base snapshot's key was {before} and is now {after}.",
        ["changed.engine"] = "The engine was {before} and is now {after}.",
        ["changed.sharingKey"] = "The sharing key was {before} and is now {after}.",
        ["changed.targetKey"] = "The target's key was {before} and is now {after}.",
        ["changed.sharingSnapshot"] = "The snapshot that is shared was {before} and is now {after}.",
        ["changed.targetSnapshot"] = "The target's copy was named {before} and is now named {after}.",
        ["changed.targetCluster"] = "The cluster was named {before} and is now named {after}.",
        ["changed.writerInstance"] = "The writer was named {before} and is now named {after}.",
        ["changed.subnetGroup"] = "The DB subnet group was {before} and is now {after}.",
        ["changed.securityGroups"] = "The security groups were {before} and are now {after}.",
        ["changed.instanceClass"] = "The instance class was {before} and is now {after}.",
        ["changed.clusterParameterGroup"] = "The DB cluster parameter group was {before} and is now {after}.",
        ["changed.minCapacity"] = "The smallest capacity was {before} and is now {after}.",
        ["changed.maxCapacity"] = "The largest capacity was {before} and is now {after}.",
        ["changed.masterPassword"] = "The handling of the master password was {before} and is now {after}.",
        ["changed.windowSeconds"] = "The longest time of the share was {before} and is now {after}.",
        ["changed.lifeSeconds"] = "The cluster's life was {before} and is now {after}.",
        ["changed.admittedPrincipals"] = "The sharing key's policy let in {before} and now lets in {after}.",
        ["changed.steps"] = "The steps were {before} and are now {after}.",

        // Findings of a step, and their cures.
        ["finding.name-taken"] = "Account {account} already has {resource}, and it is not this request's. It is left alone.",
        ["remedy.name-taken"] = "Ask again under another name, or remove {resource} if nobody needs it.",
        ["finding.source-gone"] = "The base snapshot {snapshot} is gone from account {account}; an automated one ends with its retention.",
        ["remedy.source-gone"] = "Ask again from a snapshot that is there.",
        ["finding.source-replaced"] =
            "Snapshot {snapshot} is not the one that was approved: that was taken at {approved}, this one at {found}. Somebody has replaced it.",
        ["finding.snapshot-failed"] = "AWS gave up on snapshot {snapshot}: its status is {status}.",
        ["finding.restore-failed"] = "AWS gave up on {resource}: its status is {status}.",
        ["finding.copy-under-foreign-key"] = "Snapshot {snapshot} came out under key {key}, which is not of account {account}.",
        ["finding.share-closed-early"] = "The share of {snapshot} ended before the target account had its copy.",
        ["finding.sharing-snapshot-gone"] = "The snapshot for sharing, {snapshot}, is gone; somebody else deleted it.",
        ["finding.vanished"] = "What step {step} made is gone again; somebody else removed it.",
        ["finding.takes-too-long"] =
            "Step {step} takes far longer than it should (AWS says: {status}). Nothing is lost; it is still looked at.",
        ["finding.takes-too-long-still"] = "Step {step} takes far longer than it should. {what} Nothing is lost; it is still looked at.",
        ["remedy.takes-too-long"] = "Look at it in the AWS console; cancel the request if it will never end.",
        ["remedy.ask-again"] = "Everything this request made is cleaned up. Ask again when the cause is gone.",
        ["finding.cluster-has-others"] = "Cluster {cluster} has instances that SnapshotShare did not make: {what}.",
        ["remedy.cluster-has-others"] = "Delete {what}; then the cluster is deleted by itself.",
        ["finding.cluster-protected"] = "Somebody has switched deletion protection on for {cluster}.",
        ["remedy.cluster-protected"] = "Switch it off when the cluster may go; then it is deleted by itself.",

        // Refused or failed calls, and their cures.
        ["finding.aws-access-denied"] =
            "In account {account} the role is not allowed {action} (step {step}); allow it in the role's policy.",
        ["remedy.aws-access-denied"] = "Add this statement to the role's policy; the request goes on by itself.",
        ["finding.aws-role-not-assumable"] =
            "The role of account {account} could not be assumed (step {step}); its trust policy must let SnapshotShare in.",
        ["remedy.aws-role-not-assumable"] =
            "Check the role's trust policy and external ID, and that SnapshotShare's own credentials allow sts:AssumeRole; the request goes on by itself.",
        ["finding.aws-key-not-accessible"] =
            "In account {account}, {action} was refused because {resource} could not be used (step {step}); the key and both its policies must allow it.",
        ["remedy.aws-key-not-accessible"] =
            "The key must be enabled, its policy must let the account use it with kms:CreateGrant and kms:DescribeKey, and the role's own policy must allow the same, as here; the request goes on by itself.",
        ["finding.aws-quota"] = "Account {account} has no room left for {action} (step {step}): {message}",
        ["remedy.aws-quota"] = "Remove what nobody needs, or have the quota raised; the request goes on by itself.",
        ["finding.aws-capacity"] = "AWS has no capacity for {action} in account {account} now (step {step}).",
        ["remedy.aws-capacity"] = "Usually it passes; the request tries again by itself.",
        ["finding.aws-snapshot-not-found"] = "In account {account} the snapshot that {action} needs cannot be seen (step {step}).",
        ["remedy.aws-snapshot-not-found"] =
            "If it was just shared it appears within minutes; otherwise the share or the snapshot has been taken away.",
        ["finding.aws-network"] = "In account {account} the subnets or security groups do not fit {action} (step {step}): {message}",
        ["remedy.aws-network"] = "Correct the DB subnet group or the security groups of the route; the request goes on by itself.",
        ["finding.aws-parameter-group"] = "In account {account} {action} found no such parameter group (step {step}): {message}",
        ["remedy.aws-parameter-group"] = "Create it, or correct the route and ask again.",
        ["finding.aws-state"] = "In account {account} what {action} works on is not ready for it (step {step}): {message}",
        ["remedy.aws-state"] = "Usually it passes; the request tries again by itself.",
        ["finding.aws-invalid"] = "In account {account} AWS rejected the parameters of {action} as invalid (step {step}): {message}",
        ["remedy.aws-invalid"] = "AWS's own words are below; correct the route or the request and ask again.",
        ["finding.aws-credentials"] = "AWS does not accept SnapshotShare's credentials for {action} in account {account} (step {step}).",
        ["remedy.aws-credentials"] =
            "Check the access key or profile SnapshotShare runs under, and this machine's clock; the request goes on by itself.",
        ["finding.aws-session"] = "The role session in account {account} was over when {action} was asked for (step {step}).",
        ["remedy.aws-session"] = "Nothing to do; a new one is taken and the request goes on by itself.",
        ["finding.aws-throttled"] = "AWS is throttling calls in account {account} (step {step}, {action}).",
        ["remedy.aws-throttled"] = "The request goes on by itself, more slowly.",
        ["finding.aws-server"] = "AWS itself failed at {action} in account {account} (step {step}): {message}",
        ["remedy.aws-server"] = "Nothing to do; the next look tells whether it happened.",
        ["finding.aws-no-answer"] = "AWS did not answer {action} in account {account} (step {step}): {message}",
        ["remedy.aws-no-answer"] = "The next look tells whether it happened; check the network if it keeps happening.",
        ["finding.rule-youngest-snapshot"] =
            "Rule YoungestSnapshot of route {route}: {snapshot} was taken at {taken} and must be at least {limit} old.",
        ["remedy.rule-youngest-snapshot"] = "Ask for an older snapshot by name.",
        ["finding.rule-oldest-snapshot"] =
            "Rule OldestSnapshot of route {route}: {snapshot} was taken at {taken} and may be at most {limit} old.",
        ["remedy.rule-oldest-snapshot"] = "Ask for the newest automated snapshot, or for one taken now.",
        ["finding.rule-instance-class"] = "Rule InstanceClasses of route {route}: {class} is not allowed; these are: {classes}.",
        ["remedy.rule-instance-class"] = "Choose one of the allowed classes.",
        ["notice.waits-for-approval"] =
            "{name} wants the data of {cluster} copied to account {account} (request {request}). Approve or reject it. {what}",
        ["notice.waits-for-approval-share"] =
            "{name} wants the data of {cluster} shared with account {account} (request {request}). Approve or reject it. {what}",
        ["notice.approved"] = "{name}'s request {request} for data of {cluster} was approved. {what}",
        ["notice.rejected"] = "{name}'s request {request} for data of {cluster} was rejected. {what}",
        ["notice.ready"] =
            "Request {request} is ready: {name} has the data of {cluster} in account {account}, and nothing is shared any more.",
        ["notice.failed"] = "Request {request} of {name} for data of {cluster} failed. {what}",
        ["notice.unanswered"] = "Nobody answered request {request} of {name} for data of {cluster} in time.",
        ["notice.about-to-expire"] = "The dev cluster of request {request} ({name}) is deleted at {until} unless it is extended.",
        ["notice.blocked"] = "Request {request} of {name} for data of {cluster} is blocked and waits for help. {what}",
        ["notice.unshare-failed"] =
            "A share of {cluster} COULD NOT BE TAKEN AWAY (request {request}). It is tried again and again; to close it by hand: {close}",
        ["notice.share-returned"] = "A share of {cluster} that was closed is there again (request {request}); it is being taken away.",
        ["notice.drift-found"] =
            "Snapshot {snapshot} in account {account} is shared with {with}, and no request accounts for it; decide about it on the overview.",
        ["notice.frozen"] = "Sharing is frozen: every open share is being taken away and no new one is made.",
        ["notice.freeze-lifted"] = "The freeze is lifted; sharing goes on.",
        ["notice.ledger-head"] = "The ledger's head, for keeping.",
        ["finding.aws-refused"] = "In account {account} AWS refused {action} (step {step}): {message}",
        ["remedy.aws-refused"] = "AWS's own words are below; the request goes on by itself once the cause is gone.",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
