using Hangfire;
using Hangfire.Dashboard;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.SignIn;

namespace SnapshotShare.Web.Hosting;

/// <summary>Hangfire's own pages, to look at and never to press: the row says what is due, so a job started by hand would prove nothing.</summary>
public static class JobsDashboard
{
    public static void MapJobsDashboard(this WebApplication app)
    {
        var options = new DashboardOptions
        {
            // Who may see it is said below, like for every other endpoint; the default lets in whoever sits at the server.
            Authorization = [],
            IsReadOnlyFunc = _ => true,
            AppPath = Urls.Routes,
            DashboardTitle = "SnapshotShare",
            DisplayStorageConnectionString = false,
            DisplayNameFunc = (_, job) => string.Join(' ', [job.Type.Name, .. job.Args.Select(argument => $"{argument}")]),
        };
        var dashboard = ((IEndpointRouteBuilder)app)
            .CreateApplicationBuilder()
            .UsePathBase(Urls.Jobs)
            .UseMiddleware<AspNetCoreDashboardMiddleware>(app.Services.GetRequiredService<JobStorage>(), options, DashboardRoutes.Routes)
            .Build();
        app.Map($"{Urls.Jobs}/{{**path}}", dashboard)
            .RequireAuthorization(policy =>
                policy
                    .AddAuthenticationSchemes(SignInSchemes.Cookie)
                    .RequireAssertion(context => context.User.ToActor().Allows(Permission.ReadJobs))
            )
            .ExcludeFromDescription();
    }
}
