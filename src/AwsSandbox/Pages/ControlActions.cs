using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.State;

namespace SnapshotShare.AwsSandbox.Pages;

/// <summary>The actions of POST /_sandbox/…. Faults, speed, quotas and rules last until the process ends; the rest is state.</summary>
internal sealed class ControlActions(Accounts accounts)
{
    private const int MostSnapshots = 100_000;

    public (int Status, object Answer) Do(string action, JsonObject body, DateTimeOffset now) =>
        action switch
        {
            "reset" => Reset(now),
            "speed" => Speed(body, now),
            "faults" => AddFault(body),
            "quotas" => (200, (accounts.Options = accounts.Options with { Quotas = Merged(accounts.Options.Quotas, body) }).Quotas),
            "rules" => (200, (accounts.Options = accounts.Options with { Rules = Merged(accounts.Options.Rules, body) }).Rules),
            "durations" => (
                200,
                (accounts.Options = accounts.Options with { Durations = Merged(accounts.Options.Durations, body) }).Durations
            ),
            "keys" => ChangeKey(body, now),
            "roles" => ChangeRole(body),
            "snapshots" => AddSnapshots(body, now),
            "exports" => AddExport(body, now),
            "versions" => ChangeVersion(body),
            _ => (404, new { error = $"There is no action {action}; the page at / says which there are." }),
        };

    public object State(DateTimeOffset now) =>
        new
        {
            now,
            accounts.Options.Speed,
            snapshots = accounts.World.Snapshots.All.Select(s => new
            {
                s.Arn,
                s.Type,
                status = s.StatusAt(now),
                s.Cluster,
                s.KmsKeyArn,
                s.IsUnderAwsOwnedKey,
                s.SourceArn,
                sharedWith = s.Shares.Where(x => x.IsGranted).Select(x => x.Account),
                s.Tags,
            }),
            clusters = accounts.World.Clusters.All.Select(c => new
            {
                c.Arn,
                status = c.StatusAt(now),
                c.Engine,
                c.EngineVersion,
                c.KmsKeyArn,
                c.IsUnderAwsOwnedKey,
                c.DeletionProtection,
                masterPassword = c.MasterPasswordIsFromSnapshot ? "the snapshot's" : "its own",
                c.Secret,
                c.Lifecycle,
                c.Tags,
                c.BackupTags,
            }),
            instances = accounts.World.Instances.All.Select(i => new
            {
                i.Arn,
                status = i.StatusAt(now),
                i.Cluster,
                i.Class,
                i.IsWriter,
                i.PubliclyAccessible,
                i.Tags,
            }),
            exports = accounts.World.Exports.All.Select(e => new
            {
                e.Account,
                e.Name,
                status = e.StatusAt(now),
                e.SourceArn,
                e.Bucket,
                e.Prefix,
            }),
            keys = accounts.World.Keys.All.Select(k => new
            {
                k.Arn,
                k.State,
                k.IsAwsManaged,
                k.DeletionDate,
            }),
            grants = accounts.World.Grants.All.Select(g => new
            {
                g.KeyArn,
                g.Id,
                g.Grantee,
                g.IssuingAccount,
                g.ForSnapshotArn,
            }),
            roles = accounts.World.Roles.All.Select(r => new
            {
                r.Arn,
                r.ExternalId,
                r.Actions,
                r.Policy,
            }),
            versions = Engines
                .All(accounts.World)
                .Select(v => new
                {
                    v.Engine,
                    v.Version,
                    v.Status,
                }),
            faults = accounts.Faults.Waiting,
        };

    private (int, object) Reset(DateTimeOffset now)
    {
        accounts.Faults.Clear();
        accounts.Reset(now);
        return (200, new { reset = true });
    }

    private (int, object) Speed(JsonObject body, DateTimeOffset now)
    {
        var speed = Number(body, "speed");
        if (speed is not (> 0 and <= 1_000_000))
            return (400, new { error = "speed must be above 0 and at most 1000000." });
        accounts.Clockwork.Stretch(now, accounts.Options.Speed / speed.Value);
        accounts.Options = accounts.Options with { Speed = speed.Value };
        return (200, new { speed });
    }

    private (int, object) AddFault(JsonObject body)
    {
        var fault = body.Deserialize<Fault>(ControlPanel.Json)!;
        if (
            !Enum.IsDefined(fault.Kind)
            || body["kind"] is null
            || fault.Count < 1
            || fault.Percent is < 0 or > 100
            || fault.Seconds is < 0 or > 1e9
        )
            return (
                400,
                new { error = $"kind is one of {string.Join(", ", Enum.GetNames<FaultKind>())}; count is 1 or more; percent is 0 to 100." }
            );
        accounts.Faults.Add(fault);
        return (200, accounts.Faults.Waiting);
    }

    private (int, object) ChangeKey(JsonObject body, DateTimeOffset now)
    {
        if (KeyRing.Find(accounts.World, new("", ""), Text(body, "key") ?? "") is not { } key)
            return (404, new { error = "key must be the ARN of a key or an alias." });
        if (body["policy"] is { } policy)
        {
            var text = AsText(policy);
            if (PolicyDocument.Parse(text) is null)
                return (400, new { error = "policy is not a key policy." });
            accounts.World.Keys.Put(key with { Policy = text, OldPolicy = null, NewPolicyFrom = null });
            KeyStates.PolicyChanged(accounts, accounts.World.Keys.Find(key.Place.Key(key.Id))!, now);
        }
        var current = accounts.World.Keys.Find(key.Place.Key(key.Id))!;
        switch (Text(body, "state"))
        {
            case null:
                break;
            case Key.Enabled:
                KeyStates.Enable(accounts, current);
                break;
            case Key.Disabled:
                KeyStates.Disable(accounts, current, now);
                break;
            case Key.PendingDeletion:
                KeyStates.ScheduleDeletion(accounts, current, 7, now);
                break;
            default:
                return (400, new { error = "state is Enabled, Disabled or PendingDeletion." });
        }
        return (200, new { key = key.Arn, accounts.World.Keys.Find(key.Place.Key(key.Id))!.State });
    }

    private (int, object) ChangeRole(JsonObject body)
    {
        var account = Text(body, "account");
        var name = Text(body, "name");
        if (account is not { Length: 12 } || string.IsNullOrEmpty(name))
            return (400, new { error = "account has 12 digits, name is the role's name." });
        var role = accounts.World.Roles.Find($"arn:aws:iam::{account}:role/{name}") ?? FirstIdentities.Role(account, name, []);
        if (body["policy"] is { } policy && PolicyDocument.Parse(AsText(policy)) is not { IsIdentityPolicy: true })
            return (400, new { error = "policy is not a role's policy." });
        role = role with
        {
            Policy = body.ContainsKey("policy") ? (body["policy"] is { } given ? AsText(given) : null) : role.Policy,
            Actions = Texts(body, "actions") ?? role.Actions,
            TrustedAccounts = Texts(body, "trusted") ?? role.TrustedAccounts,
            ExternalId = body.ContainsKey("externalId") ? Text(body, "externalId") : role.ExternalId,
        };
        accounts.World.Roles.Put(role);
        return (200, role);
    }

    private (int, object) AddSnapshots(JsonObject body, DateTimeOffset now)
    {
        var place = new Place(Text(body, "account") ?? FirstState.Production, Text(body, "region") ?? FirstState.Region);
        var count = (int)(Number(body, "count") ?? 1);
        var prefix = Text(body, "prefix") ?? "bulk";
        if (accounts.World.Clusters.Range(place.Prefix).FirstOrDefault() is not { } first || count is < 1 or > MostSnapshots)
            return (400, new { error = $"account must have a cluster, count is 1 to {MostSnapshots}." });
        var cluster = Text(body, "cluster") is { } named ? accounts.World.Clusters.Find(place.Key(named)) ?? first : first;
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i:000000}");
            accounts.World.Snapshots.Put(
                CreateAndDeleteSnapshot.Take(accounts.World, cluster, name, "manual", now.AddMinutes(-i)) with
                {
                    Shares = Text(body, "sharedWith") is { } other ? [new(other, now)] : [],
                    EngineVersion = Text(body, "version") ?? cluster.EngineVersion,
                    KmsKeyArn = Text(body, "key") ?? cluster.KmsKeyArn,
                    IsUnderAwsOwnedKey = body["key"] is null && cluster.IsUnderAwsOwnedKey,
                }
            );
        }
        return (200, new { added = count });
    }

    private (int, object) ChangeVersion(JsonObject body)
    {
        var (engine, version, status) = (Text(body, "engine") ?? Engines.MySql, Text(body, "version"), Text(body, "status"));
        if (version is null || !Engines.IsVersion(engine, version) || status is not (VersionStatus.Available or VersionStatus.Deprecated))
            return (
                400,
                new { error = "engine is aurora-mysql or aurora-postgresql, version is one of it, status is available or deprecated." }
            );
        accounts.World.VersionStatuses.Put(new(engine, version, status));
        return (
            200,
            Engines
                .All(accounts.World)
                .Select(v => new
                {
                    v.Engine,
                    v.Version,
                    v.Status,
                })
        );
    }

    private (int, object) AddExport(JsonObject body, DateTimeOffset now)
    {
        var (name, bucket) = (Text(body, "name") ?? "export", Text(body, "bucket") ?? "exports");
        if (ExportTasks.By(accounts, name, Text(body, "source") ?? "", bucket, now) is not { } task)
            return (400, new { error = "source must be the ARN of a cluster or of a cluster snapshot." });
        accounts.World.Exports.Put(task);
        return (200, new { task.Name, task.SourceArn });
    }

    private static string AsText(JsonNode policy) =>
        policy is JsonValue ? policy.GetValue<string>() : policy.ToJsonString(new() { WriteIndented = true });

    private static T Merged<T>(T options, JsonObject changes)
    {
        var merged = JsonSerializer.SerializeToNode(options, ControlPanel.Json)!.AsObject();
        foreach (var (name, value) in changes)
            merged[name] = value?.DeepClone();
        return merged.Deserialize<T>(ControlPanel.Json)!;
    }

    private static string? Text(JsonObject body, string name) => (string?)body[name];

    private static double? Number(JsonObject body, string name) => (double?)body[name];

    private static List<string>? Texts(JsonObject body, string name) =>
        body[name] is JsonArray all ? [.. all.Select(v => (string)v!)] : null;
}
