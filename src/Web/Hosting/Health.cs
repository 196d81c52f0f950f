using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SnapshotShare.Core.Clocks;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Shares;

namespace SnapshotShare.Web.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can do its work, that is, its database answers and takes writes.</summary>
public static class Health
{
    public const string ReadyPath = "/readyz";

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<DatabaseAnswers>("database");

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous().WithMetadata(new NeverLimitedAttribute());
        app.MapHealthChecks(ReadyPath).AllowAnonymous().WithMetadata(new NeverLimitedAttribute());
    }

    private sealed class DatabaseAnswers(IDbContextFactory<Db> databases, EmergencyJournal emergency, ClockCheck clocks, TimeProvider time)
        : IHealthCheck
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(cancellationToken);
                await db.Ledger.AnyAsync(cancellationToken);
                // Where it is known already, whoever writes down what was done finds out that it is over.
                if (emergency.Trouble is null)
                    await emergency.ProbeAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return HealthCheckResult.Unhealthy($"The database takes no write within {Patience.TotalSeconds} s.");
            }
            catch (Exception e) when (EmergencyJournal.IsOfRecords(e))
            {
                emergency.Failed(e);
            }
            return emergency.Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble)
                // It answers all the same: whoever must unshare or freeze has to reach it.
                : clocks.Distrust is { } distrust ? HealthCheckResult.Degraded(distrust.ToString())
                : HealthCheckResult.Healthy();
        }
    }
}
