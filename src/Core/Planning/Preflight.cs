using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning.Readers;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Planning;

/// <summary>
/// Gathers the facts of a plan, each with the role that will act, so that a plan also proves that the roles work. Changes nothing: every
/// call only reads, or asks with KMS's <c>DryRun</c>.
/// </summary>
public sealed class Preflight(AwsClients clients, TimeProvider time)
{
    /// <summary>The facts, or why there can be no plan at all.</summary>
    /// <param name="installation">The installation whose request it is; null for one that can have made nothing yet.</param>
    public async Task<(Facts? Facts, Refusal? Refusal)> GatherAsync(
        Route route,
        RequestTerms terms,
        string session,
        string? installation,
        CancellationToken ct
    )
    {
        var from = new AccountProbe(clients.For(route.From.Name, session));
        var to = new AccountProbe(clients.For(route.To.Name, session));
        try
        {
            if (await SourceReader.FindAsync(from, terms.Source, ct) is not { } source)
                return (null, from.Refused is [var refused, ..] ? Refused(refused) : NoSource(route, terms.Source));
            return (await FactsAsync(route, terms, from, to, source, installation, ct), null);
        }
        catch (NoAnswerException e)
        {
            return (
                null,
                new Refusal(
                    RefusalKind.Unavailable,
                    Message.Of(
                        "preflight-failed",
                        ("account", e.Account.Name),
                        ("action", e.Action),
                        ("code", e.Refusal.Code),
                        ("message", e.Refusal.Message)
                    ),
                    Fault: e.Refusal
                )
            );
        }
    }

    /// <summary>Throws <see cref="NoAnswerException"/> where AWS gives no answer.</summary>
    internal async Task<Facts> FactsAsync(
        Route route,
        RequestTerms terms,
        AccountProbe from,
        AccountProbe to,
        SnapshotFact source,
        string? installation,
        CancellationToken ct
    )
    {
        var sourceKey = source.KeyArn is { } key ? await KeyReader.DescribeAsync(from, key, Severity.Warning, ct) : null;
        var sharingKey = await KeyReader.DescribeAsync(from, route.SharingKey, Severity.Blocking, ct);
        var targetKey = terms.Goal == Goal.Share ? null : await KeyReader.DescribeAsync(to, route.TargetKey, Severity.Blocking, ct);
        var restore = terms.Goal == Goal.Cluster ? route.Restore : null;
        var versions = restore is null ? null : await NetworkReader.VersionsAsync(to, source.Engine, ct);
        var version = EngineVersions.Choose(source.Engine, source.EngineVersion, terms.EngineVersion, versions);
        return new Facts
        {
            Route = route,
            Terms = terms,
            Source = source,
            SourceKey = sourceKey,
            SharingKey = sharingKey,
            TargetKey = targetKey,
            SecretKey = restore?.SecretKey is { } secret ? await KeyReader.DescribeAsync(to, secret, Severity.Blocking, ct) : null,
            SharingKeyPolicy = await KeyReader.PolicyAsync(from, sharingKey, ct),
            SharingKeyGrants = await KeyReader.GrantsAsync(from, sharingKey, ct),
            KeyRights = await KeyReader.RightsAsync(from, to, sourceKey, sharingKey, targetKey, ct),
            RetentionDays = await SourceReader.RetentionDaysAsync(from, source, ct),
            InSource = await AccountReader.SourceAsync(from, installation, ct),
            InTarget = await AccountReader.TargetAsync(to, terms.Goal, installation, ct),
            Network = restore is null ? null : await NetworkReader.FindAsync(to, restore, ct),
            Versions = versions,
            Offer = restore is null
                ? null
                : await NetworkReader.OfferAsync(to, source.Engine, version, Planner.InstanceClass(restore, terms), ct),
            Refused = [.. from.Refused, .. to.Refused],
            At = time.UtcNowMilliseconds(),
        };
    }

    private static Refusal Refused(Finding finding) => new(RefusalKind.Conflict, finding.Message, Fault: finding.Fault, Finding: finding);

    private static Refusal NoSource(Route route, SourceChoice choice) =>
        choice.TakenNowOfCluster is { } taken
            ? new Refusal(RefusalKind.NotFound, Message.Of("no-such-cluster", ("cluster", taken), ("account", route.From.Name)), "source")
        : choice.NewestOfCluster is { } cluster
            ? new Refusal(
                RefusalKind.NotFound,
                Message.Of("no-automated-snapshot", ("cluster", cluster), ("account", route.From.Name)),
                "source"
            )
        : new Refusal(
            RefusalKind.NotFound,
            Message.Of("no-such-snapshot", ("snapshot", choice.SnapshotIdentifier), ("account", route.From.Name)),
            "source"
        );
}
