using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SnapshotShare.Jobs;

public static class JobServices
{
    /// <summary>Adds the alarm clock: a dispatcher that sees what is due, and Hangfire's workers that advance it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobStorageChoice storage)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(storage);
        services.AddSingleton<CurrentJobStorage>();
        // It belongs to this host; Hangfire's static JobStorage.Current is left alone.
        services.AddSingleton<JobStorage>(provider => provider.GetRequiredService<CurrentJobStorage>());
        services.AddSingleton<DispatchedRequests>();
        services.AddScoped<AdvanceRequestJob>();
        services.AddSingleton<HangfireServer>();
        services.AddHostedService(provider => provider.GetRequiredService<HangfireServer>());
        services.AddHostedService<DueRequestDispatcher>();
        return services;
    }
}
