using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Hosting;
using SnapshotShare.Web.Shared;
using SnapshotShare.Web.Text;
using TestContext = Xunit.TestContext;

namespace SnapshotShare.Web.Tests.Pages;

/// <summary>A page with the real domain behind it and a SQLite file of its own; only AWS is out of reach.</summary>
public abstract class PageContext : BunitContext, IAsyncLifetime
{
    // Real databases on cores that are shared with other tests.
    static PageContext() => DefaultWaitTimeout = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotshare-pages-").FullName;
    private readonly BunitAuthorizationContext _signIn;

    protected PageContext(ApprovalRules? rules = null)
    {
        var topology = Samples.Topology(rules);
        var world = new DatabaseEnvironment("sandbox", [Samples.Prod, Samples.Dev], "Personas");
        var connection = $"Data Source={Path.Combine(_folder, "pages.db")};Pooling=False";
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddCore(
            topology,
            new CoreOptions
            {
                ConnectionString = connection,
                Environment = world,
                Timings = Timings.From(new TimingOptions(), speed: 1),
                Synchronous = "OFF",
                HeadsFolder = _folder,
            }
        );
        Services.AddSingleton(
            new Installation
            {
                AwsTopology = topology,
                Environment = world,
                EmbedsSandbox = true,
                Sandbox = new SandboxSwitch(),
                Timings = new TimingOptions(),
                BaseCredentials = null,
                DataFolder = _folder,
                ConnectionString = connection,
                PersonasOnNetwork = false,
            }
        );
        Services.AddScoped<Localizer>();
        Services.AddScoped<CurrentPerson>();
        _signIn = AddAuthorization();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(Samples.Noon));

    public async ValueTask InitializeAsync() =>
        await Services.GetRequiredService<CoreStartup>().OpenAsync(TestContext.Current.CancellationToken);

    protected void SignIn(Actor actor)
    {
        _signIn.SetAuthorized(actor.Name);
        _signIn.SetClaims([
            new Claim(SnapshotShare.Web.SignIn.SignedInPerson.ObjectId, actor.Id),
            new Claim(SnapshotShare.Web.SignIn.SignedInPerson.Name, actor.Name),
            .. actor.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
            .. actor.Groups.Select(group => new Claim(SnapshotShare.Web.SignIn.SignedInPerson.Group, group)),
            .. actor.GroupsLeftOut ? [new Claim(SnapshotShare.Web.SignIn.SignedInPerson.GroupsLeftOut, "true")] : Array.Empty<Claim>(),
        ]);
    }

    /// <summary>Straight into the database, as another person or the engine would have left it.</summary>
    protected async Task StoreAsync(params object[] rows)
    {
        await using var db = await OpenAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    protected Task<Db> OpenAsync() =>
        Services.GetRequiredService<IDbContextFactory<Db>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    /// <summary>What the lane does after a commit; the page's burst of changes has passed when this returns.</summary>
    protected void Tell(string requestId)
    {
        Services.GetRequiredService<ChangeFeed>().Publish(new Change(requestId, Account: null));
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        Directory.Delete(_folder, recursive: true);
    }
}
