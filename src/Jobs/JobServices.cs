using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SnapshotShare.Jobs;

public static class JobServices
{
    /// <summary>The alarm clock: a sweeper that sees what is due, and Hangfire's workers that advance it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        // The one place that chooses the storage. Memory is enough: the row says when it is due, so a lost record costs a second, never a
        // request. The instance belongs to this host; Hangfire's static JobStorage.Current is left alone.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(
            new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(10) }
        ));
        services.AddSingleton<IBackgroundJobClient>(provider => new BackgroundJobClient(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<WakeList>();
        services.AddScoped<AdvanceRequestJob>();
        services.AddHostedService<Workers>();
        services.AddHostedService<Sweeper>();
        return services;
    }
}
