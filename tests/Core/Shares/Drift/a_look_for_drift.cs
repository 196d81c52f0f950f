using System.Net;
using System.Text;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Tests.Planning;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Tests.Shares.Drift;

/// <summary>One look at the accounts: what is found, what is gone, and what is left alone.</summary>
public sealed class a_look_for_drift
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task writes_down_what_it_finds_with_the_moment()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var now = rig.Time.Stop();
        await rig.LookForDriftAsync();
        var found = await FindingAsync(rig);
        Assert.Equal(("prod", Sample.Dev, DriftKind.MadeElsewhere), (found.Account, found.SharedWith, found.Kind));
        Assert.Equal((DriftState.Open, now, now, null), (found.State, found.FirstSeenAt, found.LastSeenAt, found.NextTryAt));
        var entry = (await rig.LedgerAsync()).Single(entry => entry.Subject == found.Id);
        Assert.Equal(("drift", new DriftFound(found.SnapshotArn, Sample.Dev, "MadeElsewhere")), (entry.ActorId, entry.ReadEvent()));
    }

    /// <summary>What is shared by hand while sharing is frozen goes at once, as what was shared before.</summary>
    [Fact]
    public async Task has_taken_away_what_it_finds_during_a_freeze()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.Get<Core.Commands.FreezeCommands>().FreezeAsync(Rig.Dba, "", Ct);
        await rig.ShareByHandAsync(ByHand.Shareable);
        var now = rig.Time.Stop();
        await rig.LookForDriftAsync();
        var found = await FindingAsync(rig);
        Assert.Equal((DriftState.Unsharing, now), (found.State, found.NextTryAt));
        Assert.Equal(
            [
                new DriftFound(found.SnapshotArn, Sample.Dev, "MadeElsewhere"),
                new DriftUnshareAsked(found.SnapshotArn, Sample.Dev, "frozen"),
            ],
            (await rig.LedgerAsync()).Where(entry => entry.Subject == found.Id).Select(entry => entry.ReadEvent()!)
        );
    }

    /// <summary>An account is listed again only when what is known of it is old.</summary>
    [Fact]
    public async Task lists_an_account_again_only_after_a_while()
    {
        await using var rig = new Rig().Migrated();
        rig.Time.Stop();
        await rig.LookForDriftAsync();
        var first = await ListingsAsync(rig);
        Assert.NotEqual(0, first);
        rig.Time.Pass(rig.Get<Timings>().Look * 2);
        await rig.LookForDriftAsync();
        Assert.Equal(first, await ListingsAsync(rig));
        rig.Time.Pass(TimeSpan.FromMilliseconds(1));
        await rig.LookForDriftAsync();
        Assert.Equal(first * 2, await ListingsAsync(rig));
    }

    /// <summary>Seen anew, in the listing or just now, it was there until now; what was found is told once.</summary>
    [Fact]
    public async Task notes_of_what_is_still_there_when_it_saw_it()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var first = rig.Time.Stop();
        await rig.LookForDriftAsync();
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.LookForDriftAsync();
        var again = await FindingAsync(rig);
        Assert.Equal((first, first.AddMinutes(1)), (again.FirstSeenAt, again.LastSeenAt));
        Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.DriftFound && entry.Subject == again.Id);

        await rig.UnshareByHandAsync(ByHand.Shareable);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.LookForDriftAsync();
        var gone = await FindingAsync(rig);
        Assert.Equal(
            (DriftState.Gone, first.AddMinutes(2), first.AddMinutes(1), 1),
            (gone.State, gone.GoneAt, gone.LastSeenAt, gone.Version)
        );
    }

    /// <summary>Two accounts may each have a snapshot of one name, and share it with the same third: what is seen in one is not seen in the other.</summary>
    [Fact]
    public async Task sees_nothing_of_a_namesake_in_another_account()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.Aws.AllowAsync(SandboxControl.DevRole, _ => []);
        await rig.WriteAsync(
            new DriftFinding
            {
                Id = "namesake",
                Account = "dev",
                SnapshotIdentifier = ByHand.Shareable,
                SnapshotArn = Sample.Route.To.ClusterSnapshotArn(ByHand.Shareable),
                SharedWith = Sample.Dev,
                Kind = DriftKind.MadeElsewhere,
                FirstSeenAt = Sample.Now,
                LastSeenAt = Sample.Now,
            }
        );
        await rig.LookForDriftAsync();
        Assert.Equal(DriftState.Open, (await FindingAsync(rig)).State);
        Assert.Equal(
            (DriftState.Open, Sample.Now),
            (await rig.DriftAsync("namesake")) is var other ? (other.State, other.LastSeenAt) : default
        );
    }

    /// <summary>What AWS says just now goes before what a listing said a while ago.</summary>
    [Fact]
    public async Task believes_what_it_is_told_just_now()
    {
        await using var rig = new Rig().Migrated();
        await rig.WriteAsync(Standing("it", ByHand.Shareable));
        var now = rig.Time.Stop();
        await rig.Get<Core.Observing.Observer>().RefreshAsync("prod", Ct);
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        Assert.Equal((DriftState.Open, now), (await rig.DriftAsync("it")) is var it ? (it.State, it.LastSeenAt) : default);
    }

    /// <summary>Of an account that cannot be listed nothing is seen, whatever was seen of it before.</summary>
    [Fact]
    public async Task sees_nothing_of_an_account_in_trouble()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        var first = rig.Time.Stop();
        await rig.LookForDriftAsync();
        await rig.Aws.AllowAsync(SandboxControl.ProdRole, _ => ["rds:DescribeDBClusterSnapshotAttributes"]);
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        await rig.LookForDriftAsync();
        Assert.Equal((DriftState.Open, first), (await FindingAsync(rig)) is var it ? (it.State, it.LastSeenAt) : default);
    }

    /// <summary>A request has come to hold what was found: it is not drift any more, though it is still shared.</summary>
    [Fact]
    public async Task lets_go_of_what_a_request_has_come_to_hold()
    {
        await using var rig = new Rig().Migrated();
        await rig.ShareByHandAsync(ByHand.Shareable);
        await rig.LookForDriftAsync();
        await rig.WriteAsync(HeldShare());
        await rig.LookForDriftAsync();
        var gone = await FindingAsync(rig);
        Assert.Equal(DriftState.Gone, gone.State);
        var told = (DriftGone)(await rig.LedgerAsync()).Last(entry => entry.Subject == gone.Id).ReadEvent()!;
        Assert.Equal(("held by a request", null), (told.SourceRestoreAttribute, told.TargetListing));
        Assert.NotNull(told.SourceRequestId);
    }

    /// <summary>AWS refuses to say who may restore one snapshot: it is left as it is, and the others are not.</summary>
    [Fact]
    public async Task leaves_what_it_cannot_read_and_goes_on_with_the_others()
    {
        var silent = new Silent();
        await using var rig = new Rig { Between = silent.Between }.Migrated();
        await rig.LookForDriftAsync();
        // Neither is shared with them, so both are in doubt.
        await rig.WriteAsync(Standing("unreadable"), Standing("readable"));
        silent.About = "unreadable";
        await rig.LookForDriftAsync();
        Assert.Equal(
            (DriftState.Open, DriftState.Gone),
            ((await rig.DriftAsync("unreadable")).State, (await rig.DriftAsync("readable")).State)
        );
        var told = (DriftGone)(await rig.LedgerAsync()).Single(entry => entry.Subject == "readable").ReadEvent()!;
        Assert.Equal("snapshot not there", told.SourceRestoreAttribute);
    }

    /// <summary>Nothing shown is not nothing shared: of a snapshot whose attribute was not read yet, nothing is known.</summary>
    [Fact]
    public async Task asks_about_nothing_whose_attribute_was_not_read_yet()
    {
        var silent = new Silent { About = ByHand.Shareable, Says = HttpStatusCode.NotFound };
        await using var rig = new Rig { Between = silent.Between }.Migrated();
        await rig.WriteAsync(Standing("it", ByHand.Shareable), Standing("another"));
        await rig.LookForDriftAsync();
        await rig.LookForDriftAsync();
        Assert.Equal(DriftState.Open, (await rig.DriftAsync("it")).State);
        Assert.Equal(DriftState.Gone, (await rig.DriftAsync("another")).State);
    }

    private static DriftFinding Standing(string id, string? snapshot = null) =>
        new()
        {
            Id = id,
            Account = "prod",
            SnapshotIdentifier = snapshot ?? id,
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn(snapshot ?? id),
            SharedWith = Sample.Dev,
            Kind = DriftKind.MadeElsewhere,
            FirstSeenAt = Sample.Now,
            LastSeenAt = Sample.Now,
        };

    private static Core.Shares.Share HeldShare() =>
        new()
        {
            RequestId = Sample.Id,
            SourceAccount = "prod",
            SnapshotIdentifier = ByHand.Shareable,
            SnapshotArn = Sample.Route.From.ClusterSnapshotArn(ByHand.Shareable),
            TargetAccountId = Sample.Dev,
            SnapshotIsOurs = false,
            IntendedAt = Sample.Now,
            Deadline = Sample.Now,
        };

    private static async Task<DriftFinding> FindingAsync(Rig rig) =>
        Assert.Single(await rig.DriftAsync(), finding => (finding.Account, finding.SnapshotIdentifier) == ("prod", ByHand.Shareable));

    private static async Task<int> ListingsAsync(Rig rig) =>
        (await rig.Aws.CallsAsync()).Count(call => (string)call!["operation"]! == "DescribeDBClusterSnapshots");

    /// <summary>AWS does not say who may restore one snapshot.</summary>
    private sealed class Silent
    {
        public string? About { get; set; }
        public HttpStatusCode Says { get; init; } = HttpStatusCode.Forbidden;

        public HttpMessageHandler Between(HttpMessageHandler aws) => new Handler(this) { InnerHandler = aws };

        private sealed class Handler(Silent owner) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
                if (
                    owner.About is not { } name
                    || !body.Contains("Action=DescribeDBClusterSnapshotAttributes", StringComparison.Ordinal)
                    || !body.Contains($"DBClusterSnapshotIdentifier={name}", StringComparison.Ordinal)
                )
                    return await base.SendAsync(request, cancellationToken);
                var code = owner.Says == HttpStatusCode.NotFound ? "DBClusterSnapshotNotFoundFault" : "AccessDenied";
                return new HttpResponseMessage(owner.Says)
                {
                    Content = new StringContent(
                        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>",
                        Encoding.UTF8,
                        "text/xml"
                    ),
                };
            }
        }
    }
}
