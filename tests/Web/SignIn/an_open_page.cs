using System.Reflection;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Web.SignIn;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.SignIn;

/// <summary>A page lives on in its circuit when its session has ended elsewhere: it asks again, and soon.</summary>
public sealed class an_open_page(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task stands_as_long_as_its_session_and_no_longer()
    {
        var sessions = application.Services.GetRequiredService<Sessions>();
        using var page = new SessionRevalidation(
            NullLoggerFactory.Instance,
            sessions,
            application.Services.GetRequiredService<IHostApplicationLifetime>()
        );
        var id = await sessions.StartAsync("somebody", "somebody", [Role.Requester], Ct);
        var state = new AuthenticationState(new Actor("somebody", "somebody", [Role.Requester], id).ToPrincipal("test"));

        Assert.True(await StandsAsync(page, state));
        await sessions.EndAsync(id, Ct);
        Assert.False(await StandsAsync(page, state));
        var without = new Actor("somebody", "somebody", [Role.Requester], SessionId: null).ToPrincipal("test");
        Assert.False(await StandsAsync(page, new AuthenticationState(without)));
        Assert.InRange(IntervalOf(page), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void is_one_that_asks_again()
    {
        using var scope = application.Services.CreateScope();
        Assert.IsType<SessionRevalidation>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
    }

    private static Task<bool> StandsAsync(SessionRevalidation page, AuthenticationState state) =>
        (Task<bool>)Hidden("ValidateAuthenticationStateAsync").Invoke(page, [state, CancellationToken.None])!;

    private static TimeSpan IntervalOf(SessionRevalidation page) => (TimeSpan)Hidden("get_RevalidationInterval").Invoke(page, [])!;

    /// <summary>What the framework calls, which nobody else can.</summary>
    private static MethodInfo Hidden(string name) =>
        typeof(SessionRevalidation).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
