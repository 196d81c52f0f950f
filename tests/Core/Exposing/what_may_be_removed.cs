using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Planning;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Exposing;

/// <summary>Only what a request of this installation left, and by whose word.</summary>
public sealed class what_may_be_removed
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string?> Strays =>
        new()
        {
            { "a snapshot of an ended request", null, null },
            { "a snapshot of an ended request in the source account", null, null },
            { "a cluster of an ended request", null, null },
            { "a cluster in the source account", "stray-not-made-here", null },
            { "a snapshot in an account of no route", "stray-not-made-here", null },
            { "an instance", "stray-goes-with-cluster", null },
            { "one of AWS's own backups", "stray-aws-own", null },
            { "one of a request under way", "stray-request-under-way", null },
            { "another installation's", "stray-anothers-installation", null },
            { "one without an installation", "stray-without-installation", null },
            {
                "a snapshot that somebody made",
                "stray-made-by-others",
                "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier it"
            },
            { "a clone", "stray-made-by-others", "aws rds delete-db-cluster --db-cluster-identifier it --skip-final-snapshot" },
            {
                "a backup that was kept",
                "stray-made-by-others",
                "aws rds delete-db-cluster-automated-backup --db-cluster-resource-id cluster-1"
            },
            { "a backup of AWS Backup", "stray-made-by-others", null },
            { "an export to S3", "stray-export", "aws s3 rm --recursive 's3://b/it'\\''s/it'" },
        };

    [Theory]
    [MemberData(nameof(Strays))]
    public async Task is_what_a_request_left_and_of_everything_else_is_told_why_not(string what, string? why, string? paste)
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(SampleRows.Request("alive234567abcde"));
        var stray = what switch
        {
            "a snapshot of an ended request" => SampleRows.Stray("it"),
            "a snapshot of an ended request in the source account" => SampleRows.Stray("it", account: "prod"),
            "a cluster of an ended request" => SampleRows.Stray("it", thing: StrayThing.Cluster),
            "a cluster in the source account" => SampleRows.Stray("it", thing: StrayThing.Cluster, account: "prod"),
            "a snapshot in an account of no route" => SampleRows.Stray("it", account: "elsewhere"),
            "an instance" => SampleRows.Stray("it", thing: StrayThing.Instance),
            "one of AWS's own backups" => SampleRows.Stray("it", name: "rds:it"),
            "one of a request under way" => SampleRows.Stray("it", requestId: "alive234567abcde"),
            "another installation's" => SampleRows.Stray("it", StrayKind.AnothersInstallation),
            "one without an installation" => SampleRows.Stray("it", StrayKind.WithoutInstallation),
            "a snapshot that somebody made" => SampleRows.Stray("it", StrayKind.Derived, madeOf: "cluster-1"),
            "a clone" => SampleRows.Stray("it", StrayKind.Derived, StrayThing.Cluster, madeOf: "cluster-1"),
            "a backup that was kept" => SampleRows.Stray("it", StrayKind.Derived, name: "rds:it", madeOf: "cluster-1"),
            "an export to S3" => SampleRows.Stray("it", StrayKind.Derived, StrayThing.Export, madeOf: "arn:copy"),
            _ => SampleRows.Stray("it", StrayKind.Derived, name: "awsbackup:it", madeOf: "cluster-1"),
        };
        if (stray.Thing == StrayThing.Export)
            stray.Arn = "s3://b/it's/it";
        await rig.WriteAsync(stray);

        var offer = (await rig.Get<StrayOffers>().OfAsync([stray], Ct))["it"];
        var (decided, refusal) = await RemoveAsync(rig, Rig.Dba);

        Assert.Equal((why, paste), (offer.WhyNot?.Key, offer.Paste));
        Assert.Equal((why, why is null ? null : RefusalKind.Conflict), (refusal?.Message.Key, refusal?.Kind));
        Assert.Equal(why is null, decided is not null);
        Assert.Equal(why is null, (await ReadAsync(rig)).DecidedAt is not null);
    }

    public static TheoryData<StrayKind, string, bool> Ages =>
        new()
        {
            // An older backup was put back: what was made since then is somebody's, whatever the database says of its request.
            { StrayKind.UnknownRequest, "before the last entry", true },
            { StrayKind.UnknownRequest, "after the last entry", false },
            { StrayKind.UnknownRequest, "after the start", false },
            { StrayKind.UnknownRequest, "nobody knows when", false },
            { StrayKind.LeftOver, "before the last entry", true },
            { StrayKind.LeftOver, "just after the last entry", true },
            { StrayKind.LeftOver, "after the last entry", false },
            { StrayKind.LeftOver, "after the start", true },
            { StrayKind.LeftOver, "nobody knows when", true },
        };

    [Theory]
    [MemberData(nameof(Ages))]
    public async Task is_never_younger_than_what_the_database_knew_when_it_was_started(StrayKind kind, string made, bool isOffered)
    {
        await using var rig = await new Rig().OpenAsync();
        var last = (await rig.LedgerAsync())[^1].At;
        rig.Time.Pass(TimeSpan.FromHours(1));
        await rig.RestartAsync();
        rig.Time.Pass(TimeSpan.FromHours(1));
        DateTime? at = made switch
        {
            "before the last entry" => last.AddMilliseconds(-1),
            "just after the last entry" => last.AddMilliseconds(900),
            "after the last entry" => last.AddMinutes(30),
            "after the start" => last.AddMinutes(90),
            _ => null,
        };
        var stray = SampleRows.Stray("it", kind, madeAt: at);

        var offer = (await rig.Get<StrayOffers>().OfAsync([stray], Ct))["it"];

        Assert.Equal(isOffered ? null : "stray-too-young", offer.WhyNot?.Key);
    }

    [Fact]
    public async Task is_decided_once_by_an_approver_or_administrator_and_stands_in_the_ledger()
    {
        await using var rig = await new Rig().OpenAsync();
        await rig.WriteAsync(SampleRows.Stray("it"));
        foreach (var other in new[] { Rig.Developer, Rig.Auditor, Rig.Dba with { IsApplication = true } })
        {
            var (_, refused) = await RemoveAsync(rig, other);
            Assert.Equal(RefusalKind.Forbidden, refused!.Kind);
            Assert.Contains(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Refused && entry.Subject == "it");
        }
        Assert.Null((await ReadAsync(rig)).DecidedAt);

        Assert.Null((await RemoveAsync(rig, Rig.Dba)).Refusal);

        var row = await ReadAsync(rig);
        Assert.Equal(
            (Rig.Dba.Id, Rig.Dba.Name, "nobody needs it", 1),
            (row.DecidedById, row.DecidedByName, row.DecisionReason, row.Version)
        );
        var entry = (await rig.LedgerAsync())[^1];
        Assert.Equal((Rig.Dba.Id, "it"), (entry.ActorId, entry.Subject));
        Assert.Equal(
            new StrayRemovalDecided("arn:it", "identity-it", "LeftOver", "nobody needs it", "over234567abcdef"),
            entry.ReadEvent()
        );
        var (_, again) = await RemoveAsync(rig, Rig.Admin);
        Assert.Equal(("stray-decided", RefusalKind.Conflict), (again!.Message.Key, again.Kind));
    }

    [Fact]
    public async Task is_nothing_that_is_gone_or_was_never_there_and_nothing_for_a_reason_that_is_too_long()
    {
        await using var rig = await new Rig().OpenAsync();
        var gone = SampleRows.Stray("it");
        gone.GoneAt = Sample.Now;
        await rig.WriteAsync(gone);
        Assert.Equal("stray-is-gone", (await RemoveAsync(rig, Rig.Dba)).Refusal!.Message.Key);
        var commands = rig.Get<StrayCommands>();
        Assert.Equal(RefusalKind.NotFound, (await commands.RemoveAsync(Rig.Dba, "nowhere", "", Ct)).Refusal!.Kind);
        var reason = new string('x', TermsRules.LongestReason + 1);
        Assert.Equal("reason-too-long", (await commands.RemoveAsync(Rig.Dba, "it", reason, Ct)).Refusal!.Message.Key);
    }

    private static Task<CommandResult<Stray>> RemoveAsync(Rig rig, Actor actor) =>
        rig.Get<StrayCommands>().RemoveAsync(actor, "it", "nobody needs it", Ct);

    private static async Task<Stray> ReadAsync(Rig rig)
    {
        await using var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct);
        return await db.Strays.AsNoTracking().SingleAsync(stray => stray.Id == "it", Ct);
    }
}
