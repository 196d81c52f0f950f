using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Shares.Drift;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Diagram.Model;
using SnapshotShare.Web.Pages.Snapshots;

namespace SnapshotShare.Web.Tests.Pages.Snapshots;

public sealed class what_a_snapshot_offers
{
    private static readonly IReadOnlyList<Route> FromProd = [.. Samples.Topology().Routes.Values];
    private static readonly SnapshotView Automated = Samples.Snapshot("rds:prod-altplus-cluster-2026-01-15-00-00");
    private static readonly SnapshotView Manual = Samples.Snapshot("before-release", "manual");

    [Fact]
    public void an_automated_one_can_be_asked_from_but_not_shared_as_it_is()
    {
        var offers = For(Automated);

        Assert.Equal(
            "/requests/new?route=prod-to-dev&snapshot=rds%3Aprod-altplus-cluster-2026-01-15-00-00",
            Offer(offers, SnapshotAction.Ask).Address
        );
        Assert.Equal("snapshot.why.automated", Refused(offers, SnapshotAction.ShareAsItIs));
        Assert.Equal("snapshot.why.automated", Refused(offers, SnapshotAction.Unshare));
        Assert.Equal("snapshot.why.retention", Refused(offers, SnapshotAction.Delete));
    }

    [Fact]
    public void one_of_AWS_Backup_can_be_asked_from_but_neither_shared_nor_deleted_whatever_key_it_is_under()
    {
        var offers = For(Manual with { Type = "awsbackup", SharedWith = null });

        var ask = Offer(offers, SnapshotAction.Ask);
        Assert.Equal("/requests/new?route=prod-to-dev&snapshot=before-release", ask.Address);
        Assert.Equal("finding.source-of-aws-backup", ask.Why?.Key);
        Assert.Equal("snapshot.why.aws-backup", Refused(offers, SnapshotAction.ShareAsItIs));
        Assert.Equal("snapshot.why.aws-backup", Refused(offers, SnapshotAction.Unshare));
        Assert.Equal("snapshot.why.backup-plan", Refused(offers, SnapshotAction.Delete));
    }

    [Fact]
    public void a_manual_one_under_the_sharing_key_needs_no_copy()
    {
        var offer = Offer(For(Manual), SnapshotAction.ShareAsItIs);

        Assert.NotNull(offer.Address);
        Assert.Equal("snapshot.no-copy-needed", offer.Why?.Key);
    }

    [Fact]
    public void any_route_whose_sharing_key_it_is_under_takes_it_as_it_is()
    {
        var other = FromProd[0] with { Name = "prod-to-test", SharingKey = "alias/prod-test-key" };

        var offer = Offer(For(Manual with { KeyAlias = "alias/prod-test-key" }, routes: [.. FromProd, other]), SnapshotAction.ShareAsItIs);

        Assert.Equal("/requests/new?route=prod-to-test&snapshot=before-release", offer.Address);
    }

    [Theory]
    [InlineData("alias/dev-altplus-key")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:alias/dev-altplus-key")]
    [InlineData("alias/its-second-name")]
    [InlineData("1234abcd-12ab-34cd-56ef-1234567890ab")]
    [InlineData("arn:aws:kms:ap-northeast-1:987654321000:key/1234abcd-12ab-34cd-56ef-1234567890ab")]
    public void one_under_the_sharing_key_needs_no_copy_however_the_route_names_the_key(string sharingKey)
    {
        var snapshot = Manual with { KeyAliases = ["alias/its-second-name", "alias/dev-altplus-key"] };

        var offer = Offer(For(snapshot, routes: [FromProd[0] with { SharingKey = sharingKey }]), SnapshotAction.ShareAsItIs);

        Assert.Equal("snapshot.no-copy-needed", offer.Why?.Key);
    }

    [Theory]
    [InlineData("arn:aws:kms:ap-northeast-1:123456789000:alias/dev-altplus-key")]
    [InlineData("arn:aws:kms:us-east-1:987654321000:alias/dev-altplus-key")]
    [InlineData("0987dcba-09fe-87dc-65ba-ab0987654321")]
    public void a_key_of_the_same_name_elsewhere_is_another_key(string sharingKey) =>
        Assert.Equal(
            "snapshot.why.other-key",
            Refused(For(Manual, routes: [FromProd[0] with { SharingKey = sharingKey }]), SnapshotAction.ShareAsItIs)
        );

    [Fact]
    public void one_under_a_key_that_only_rds_has_can_be_asked_from_with_the_plans_warning()
    {
        var offers = For(Manual with { EncryptionType = "sse-rds", KeyArn = null, KeyAlias = null, KeyManager = null });

        var ask = Offer(offers, SnapshotAction.Ask);
        Assert.NotNull(ask.Address);
        Assert.Equal("finding.source-sse-rds", ask.Why?.Key);
        Assert.Equal("snapshot.why.aws-owned", Refused(offers, SnapshotAction.ShareAsItIs));
    }

    [Fact]
    public void every_action_that_is_not_possible_says_why()
    {
        (SnapshotView Snapshot, SnapshotAction Action, string Why)[] cases =
        [
            (Manual with { KeyManager = "AWS", KeyAlias = "alias/aws/rds" }, SnapshotAction.ShareAsItIs, "snapshot.why.aws-managed"),
            (Manual with { KeyAlias = "alias/other" }, SnapshotAction.ShareAsItIs, "snapshot.why.other-key"),
            (Manual with { Encrypted = false }, SnapshotAction.Ask, "snapshot.why.unencrypted"),
            (Manual with { Status = "copying" }, SnapshotAction.Ask, "snapshot.why.status"),
            (Manual with { Type = "something-new" }, SnapshotAction.Ask, "snapshot.why.kind"),
            (Manual with { Type = "shared" }, SnapshotAction.Ask, "snapshot.why.not-own"),
            (Manual with { Type = "shared" }, SnapshotAction.Unshare, "snapshot.why.owner-only"),
            (Manual with { Type = "shared" }, SnapshotAction.Delete, "snapshot.why.owner-only"),
            (Manual, SnapshotAction.Unshare, "snapshot.why.not-shared"),
            (Manual with { SharedWith = null }, SnapshotAction.Unshare, "snapshot.why.sharing-not-read"),
            (Manual with { SharedWith = [Samples.Dev] }, SnapshotAction.Unshare, "snapshot.why.not-looked-at-yet"),
            (Manual, SnapshotAction.Delete, "snapshot.why.not-ours"),
        ];
        foreach (var (snapshot, action, why) in cases)
        {
            Assert.Equal(why, Refused(For(snapshot), action));
            Assert.Contains(why, Messages.English.Keys);
        }
    }

    [Fact]
    public void whoever_may_not_ask_is_told_so_and_so_is_everybody_where_no_route_starts()
    {
        Assert.Equal("snapshot.why.role", Refused(For(Automated, Samples.Auditor), SnapshotAction.Ask));
        Assert.Equal("snapshot.why.no-route", Refused(For(Automated, routes: []), SnapshotAction.Ask));
    }

    [Fact]
    public void a_share_is_taken_away_where_it_was_made_or_found()
    {
        var share = Samples.Share(Samples.Noon);
        var drift = new DriftFinding
        {
            Id = "drift00012345678",
            Account = "prod",
            SnapshotIdentifier = Manual.Identifier,
            SnapshotArn = Manual.Arn,
            SharedWith = "555566667777",
            Kind = DriftKind.MadeElsewhere,
            FirstSeenAt = Samples.Noon,
            LastSeenAt = Samples.Noon,
        };

        Assert.Equal("/requests/abcdefgh12345678", Offer(For(Manual, share: share), SnapshotAction.Unshare).Address);
        Assert.Equal("/", Offer(For(Manual, drift: drift), SnapshotAction.Unshare).Address);
        Assert.Equal(
            "/requests/abcdefgh12345678",
            Offer(For(Manual, madeBy: RequestListItem.Of(Samples.Request())), SnapshotAction.Delete).Address
        );
    }

    [Fact]
    public void its_trips_say_what_it_was_in_each()
    {
        var request = Samples.Request();
        var (plan, line) = (request.Plan, RequestListItem.Of(request));
        var sharing = Samples.Snapshot(plan.SharingSnapshot, "manual");
        var copy = Samples.Snapshot(plan.TargetSnapshot!, "manual") with { OwnerAccountId = Samples.Dev };

        Assert.Equal(Element.BaseSnapshot, Assert.Single(SnapshotTrips.Of(Automated, [line])).As);
        Assert.Equal(Element.SharingSnapshot, Assert.Single(SnapshotTrips.Of(sharing, [line])).As);
        Assert.Equal(Element.SeenSnapshot, Assert.Single(SnapshotTrips.Of(sharing with { Type = "shared" }, [line])).As);
        Assert.Equal(Element.TargetSnapshot, Assert.Single(SnapshotTrips.Of(copy, [line])).As);
        Assert.Empty(SnapshotTrips.Of(Manual, [line]));
    }

    [Fact]
    public void what_a_request_took_for_itself_is_its_own_and_what_it_only_started_from_is_not()
    {
        var from = Samples.Request();
        var plan = Samples.Plan();
        var took = Samples.Request(
            plan: plan with
            {
                Source = plan.Source with { SnapshotType = "manual" },
                Steps = [new(StepName.TakeSnapshot, 1, "prod", [], Message.Of("why.take-snapshot")), .. plan.Steps.Skip(1)],
            }
        );
        var sharing = Samples.Snapshot(plan.SharingSnapshot, "manual");

        Assert.False(Trip(Automated, from).IsItsOwn);
        Assert.True(Trip(Automated with { Type = "manual" }, took).IsItsOwn);
        Assert.True(Trip(sharing, from).IsItsOwn);
        Assert.False(Trip(sharing with { Type = "shared" }, from).IsItsOwn);

        static SnapshotTrip Trip(SnapshotView snapshot, Request request) =>
            Assert.Single(SnapshotTrips.Of(snapshot, [RequestListItem.Of(request)]));
    }

    private static IReadOnlyList<SnapshotOffer> For(
        SnapshotView snapshot,
        Actor? actor = null,
        IReadOnlyList<Route>? routes = null,
        Share? share = null,
        DriftFinding? drift = null,
        RequestListItem? madeBy = null
    ) => SnapshotOffers.For(actor ?? Samples.Developer, snapshot, "prod", routes ?? FromProd, share, drift, madeBy);

    private static SnapshotOffer Offer(IReadOnlyList<SnapshotOffer> offers, SnapshotAction action) =>
        offers.Single(offer => offer.Action == action);

    private static string? Refused(IReadOnlyList<SnapshotOffer> offers, SnapshotAction action)
    {
        var offer = Offer(offers, action);
        Assert.Null(offer.Address);
        return offer.Why?.Key;
    }
}
