using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Exposing.Strays;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Web.Pages.RequestDetail;
using SnapshotShare.Web.Text;
using TestContext = Xunit.TestContext;

namespace SnapshotShare.Web.Tests.Pages.RequestDetail;

public sealed class the_request_page : PageContext
{
    private const string Id = "abcdefgh12345678";

    [Fact]
    public async Task a_change_made_elsewhere_shows_without_reloading()
    {
        await StoreAsync(Samples.Request(RequestStatus.Running));
        SignIn(Samples.Developer);
        var page = Show();

        await using (var db = await OpenAsync())
        {
            var request = await db.Requests.SingleAsync(TestContext.Current.CancellationToken);
            AnyState.StepsOf(request) = Samples.Steps(
                request.Plan,
                Samples.Done(StepName.FindSource),
                new StepState(StepName.CopyForSharing, StepStatus.Running) { Percent = 40, AwsStatus = "copying" }
            );
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Tell(Id);

        page.WaitForAssertion(() => Assert.Contains("running 40 %", page.Find(".now-step").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task each_step_that_changes_something_says_the_command_that_does_it_by_hand_before_it_has_run()
    {
        await StoreAsync(Samples.Request(RequestStatus.Running));
        SignIn(Samples.Developer);

        var commands = Show().FindAll(".by-hand pre").Select(command => command.TextContent).ToList();

        Assert.Contains(
            commands,
            command =>
                command.StartsWith("aws rds copy-db-cluster-snapshot ", StringComparison.Ordinal)
                && command.Contains($"Key=snapshotshare:request,Value={Id}", StringComparison.Ordinal)
        );
        Assert.Contains(commands, command => command.StartsWith("aws rds restore-db-cluster-from-snapshot ", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.Contains("--values-to-remove", StringComparison.Ordinal));
        Assert.Contains(
            "aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier from-prod-altplus-cluster-to-dev-abcdefgh",
            commands
        );
    }

    [Fact]
    public async Task the_connection_data_is_not_shown_before_the_password_is_replaced()
    {
        await StoreAsync(Ready(replaced: false));
        SignIn(Samples.Developer);

        Assert.Empty(Show().FindAll(".outcome"));
    }

    [Fact]
    public async Task the_outcome_says_how_to_connect_and_does_not_overstate()
    {
        await StoreAsync(Ready());
        SignIn(Samples.Developer);

        var page = Show();
        Assert.DoesNotContain("dev.cluster-example", page.Markup, StringComparison.Ordinal);
        await page.Find(".outcome button").ClickAsync(new());
        var outcome = page.Find(".outcome").TextContent;

        Assert.Contains("dev.cluster-example.rds.amazonaws.com", outcome, StringComparison.Ordinal);
        Assert.Contains(
            "aws secretsmanager get-secret-value --region ap-northeast-1 --secret-id arn:aws:secretsmanager:example",
            outcome,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Unmasked production data; other database users keep their production passwords.",
            outcome,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task a_name_typed_for_an_act_that_was_thought_better_of_does_not_arm_it_the_next_time()
    {
        await StoreAsync(Ready());
        SignIn(Samples.Developer);
        var page = Show();
        const string form = "#dialog-giveback form";
        page.Find($"{form} input").Input(page.Find("h1").TextContent);
        Assert.False(page.Find($"{form} .button.danger").HasAttribute("disabled"));

        page.Find("#dialog-giveback").TriggerEvent("onclose", EventArgs.Empty);

        Assert.True(page.Find($"{form} .button.danger").HasAttribute("disabled"));
        // Enter sends a form whether its button can be pressed or not, if it is quicker than the page.
        await page.Find(form).SubmitAsync();
        await using var db = await OpenAsync();
        Assert.Equal(RequestStatus.Ready, db.Requests.Single().Status);
    }

    [Fact]
    public async Task a_request_with_a_long_history_shows_its_newest_part_and_where_the_rest_stands()
    {
        var request = Samples.Request(RequestStatus.Running);
        await StoreAsync(request);
        SignIn(Samples.Developer);
        const string Operation = "ModifyDBClusterSnapshotAttribute";
        var ledger = Services.GetRequiredService<LedgerTransaction>();
        await ledger.WriteAsync(
            Task (scope) =>
            {
                for (var attempt = 1; attempt <= 200; attempt++)
                {
                    scope.Append(Actor.Engine, Id, new ChangeIntended("prod", Operation, [], "aws rds …", Attempt: attempt));
                    scope.Append(Actor.Engine, Id, new ChangeResult(Operation, ChangeOutcome.Accepted, Attempt: attempt));
                }
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

        var page = Show();

        Assert.Equal(150, page.FindAll(".timeline > li").Count);
        Assert.Contains("\"attempt\": 200", page.Find(".timeline > li").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find($"a[href='/history?subject={Id}']"));
    }

    [Fact]
    public async Task why_it_stands_where_it_stands_is_told_in_the_readers_language_in_the_timeline_too()
    {
        await StoreAsync(Samples.Request());
        SignIn(Samples.Developer);
        var verbs = Services.GetRequiredService<RequestCommands>();
        await verbs.CancelAsync(Samples.Developer, Id, "もう要りません", TestContext.Current.CancellationToken);

        Services.GetRequiredService<Localizer>().Use("ja");
        var said = Show().FindAll(".timeline blockquote").Select(quote => quote.TextContent).ToList();

        Assert.Contains("developer が取り消しました。もう要りません", said);
        Assert.DoesNotContain(said, quote => quote.Contains("Cancelled", StringComparison.Ordinal));
    }

    /// <summary>Whoever gives a cluster back is told, before and afterwards, what its end does not take away.</summary>
    [Fact]
    public async Task what_others_made_of_its_data_is_told_on_the_page_and_before_it_is_given_back()
    {
        var gone = Samples.Stray("gone", StrayKind.Derived, Id);
        gone.GoneAt = Samples.Noon;
        await StoreAsync(Ready(), Samples.Stray("mine", StrayKind.Derived, Id), gone, Samples.Stray("anothers", StrayKind.Derived, "x"));
        SignIn(Samples.Developer);

        var page = Show();

        foreach (var place in new[] { "section[aria-labelledby=stays]", "#dialog-giveback" })
        {
            var told = string.Join(' ', page.Find(place).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("Snapshot mine", told, StringComparison.Ordinal);
            Assert.Contains("Somebody made it of what a request made · since 2026-01-15 12:00:00 UTC", told, StringComparison.Ordinal);
            Assert.DoesNotContain("anothers", told, StringComparison.Ordinal);
            Assert.DoesNotContain("Snapshot gone", told, StringComparison.Ordinal);
        }
        Assert.NotNull(page.Find("section[aria-labelledby=stays] a[href='/exposure']"));
        Assert.Equal(
            "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier mine",
            page.Find("section[aria-labelledby=stays] pre").TextContent
        );
    }

    /// <summary>Where somebody exported the data to S3, its files outlive everything that is given back.</summary>
    [Fact]
    public async Task an_export_is_told_by_the_place_of_its_files()
    {
        await StoreAsync(Ready(), Samples.Stray("mine", StrayKind.Derived, Id, thing: StrayThing.Export));
        SignIn(Samples.Developer);

        var page = Show();

        foreach (var place in new[] { "section[aria-labelledby=stays]", "#dialog-giveback" })
            Assert.Contains(
                "Export to S3 s3://dev-exports/altplus/mine",
                string.Join(' ', page.Find(place).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                StringComparison.Ordinal
            );
        Assert.Equal("aws s3 rm --recursive s3://dev-exports/altplus/mine", page.Find("section[aria-labelledby=stays] pre").TextContent);
    }

    [Fact]
    public async Task a_cluster_that_goes_away_is_not_offered_any_more()
    {
        var request = Ready();
        AnyState.StatusOf(request) = RequestStatus.Closing;
        await StoreAsync(request);
        SignIn(Samples.Developer);

        Assert.Empty(Show().FindAll(".outcome"));
    }

    [Fact]
    public async Task nobody_but_the_requester_is_offered_the_connection_data()
    {
        await StoreAsync(Ready());
        foreach (
            var other in new[]
            {
                new Actor("another-developer", "another", [Role.Requester], SessionId: null),
                Samples.Dba,
                Samples.Auditor,
            }
        )
        {
            SignIn(other);
            var page = Show();
            Assert.DoesNotContain("dev.cluster-example", page.Markup, StringComparison.Ordinal);
            Assert.Empty(page.FindAll(".outcome button"));
        }
    }

    [Fact]
    public async Task a_life_that_is_about_to_end_is_said_where_it_can_be_extended()
    {
        var request = Ready();
        request.WarnedAt = Samples.Noon;
        await StoreAsync(request);
        SignIn(Samples.Developer);

        Assert.Contains("will be deleted soon", Show().Find(".outcome .warning").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task giving_back_asks_for_the_name_and_then_turns_the_request_round()
    {
        await StoreAsync(Ready());
        SignIn(Samples.Developer);
        var page = Show();
        var dialog = "#dialog-giveback";
        Assert.True(page.Find($"{dialog} button[type='submit']").HasAttribute("disabled"));

        page.FindAll($"{dialog} input")[0].Input("dev-altplus-cluster-abcdefgh");
        await page.Find($"{dialog} form").SubmitAsync();

        await using var db = await OpenAsync();
        Assert.Equal(RequestStatus.Closing, (await db.Requests.SingleAsync(TestContext.Current.CancellationToken)).Status);
    }

    [Theory]
    [InlineData(Goal.Cluster, false)]
    [InlineData(Goal.Copy, false)]
    [InlineData(Goal.Copy, true)]
    [InlineData(Goal.Share, false)]
    [InlineData(Goal.Share, true)]
    public async Task a_request_of_every_goal_is_shown_and_what_is_left_out_has_no_command(Goal goal, bool sharedAsItIs)
    {
        var plan = Samples.Plan(goal, sharedAsItIs);
        await StoreAsync(Samples.Request(RequestStatus.Running, plan: plan));
        SignIn(Samples.Developer);

        var steps = Show().FindAll(".steps > li");

        Assert.Equal(plan.Steps.Count + plan.Omitted.Count, steps.Count);
        Assert.Equal(plan.Omitted.Count, steps.Count(step => step.QuerySelector(".by-hand") is null));
    }

    [Fact]
    public async Task a_copy_that_is_ready_is_spoken_of_as_a_snapshot_and_never_as_a_cluster()
    {
        var plan = Samples.Plan(Goal.Copy);
        var request = Samples.Request(RequestStatus.Ready, plan: plan);
        AnyState.StepsOf(request) = [.. plan.Steps.Select(step => Samples.Done(step.Name))];
        (request.ReadyAt, request.ExpiresAt, request.WarnedAt) = (Samples.Noon.AddDays(-6), Samples.Noon.AddHours(20), Samples.Noon);
        await StoreAsync(request);
        SignIn(Samples.Developer);

        var page = Show();

        Assert.Contains("Its life ends:", page.Find(".now").TextContent, StringComparison.Ordinal);
        Assert.Contains("The copy will be deleted soon", page.Find(".outcome").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("cluster", page.Find("#dialog-extend").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("dev-altplus-cluster-2026-01-15-abcdefgh", page.Find(".outcome").TextContent, StringComparison.Ordinal);
        var dialog = page.Find("#dialog-giveback");
        Assert.Equal("Delete the snapshot", dialog.QuerySelector("button[type=submit]")?.TextContent);
        Assert.DoesNotContain(
            "cluster ",
            dialog.TextContent.Replace("account", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase
        );
        var goes = Assert.Single(dialog.QuerySelectorAll("li"));
        Assert.Contains($"dev-altplus-cluster-2026-01-15-abcdefgh Account dev {Samples.Dev}", goes.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task cancelling_names_what_goes_and_asks_for_the_name_once_the_target_has_something()
    {
        var request = Samples.Request(RequestStatus.Running);
        AnyState.StepsOf(request) = Samples.Steps(request.Plan, Samples.Done(StepName.FindSource), Samples.Done(StepName.CopyForSharing));
        await StoreAsync(request);
        SignIn(Samples.Developer);
        var page = Show();

        Assert.Contains(request.Plan.SharingSnapshot, page.Find("#dialog-cancel li").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find("#dialog-cancel button[type=submit]").HasAttribute("disabled"));

        await using (var db = await OpenAsync())
        {
            var row = await db.Requests.SingleAsync(TestContext.Current.CancellationToken);
            AnyState.StepsOf(row) = Samples.Steps(row.Plan, Samples.Done(StepName.CopyForSharing), Samples.Done(StepName.CopyInTarget));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Tell(Id);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("#dialog-cancel li").Count));
        Assert.True(page.Find("#dialog-cancel button[type=submit]").HasAttribute("disabled"));
        page.FindAll("#dialog-cancel input")[0].Input("dev-altplus-cluster-abcdefgh");
        Assert.False(page.Find("#dialog-cancel button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task what_happens_now_and_what_comes_next_have_their_likely_ends()
    {
        var request = Samples.Request(RequestStatus.Running);
        AnyState.StepsOf(request) = Samples.Steps(
            request.Plan,
            Samples.Done(StepName.FindSource),
            new StepState(StepName.CopyForSharing, StepStatus.Running) { AwsStatus = "copying", StartedAt = Samples.Noon }
        );
        await StoreAsync(request);
        SignIn(Samples.Developer);

        var now = Show().Find(".now");

        // Nothing was learned yet, so a copy takes AWS's usual quarter of an hour; to share takes no time of its own.
        Assert.Equal("about 15 min to go", now.QuerySelector(".now-step time[data-as=likely]")?.TextContent);
        Assert.Contains("③", now.QuerySelector(".next")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("about 15 min to go", now.QuerySelector(".next time")?.TextContent);
    }

    [Fact]
    public async Task a_share_alone_is_expected_to_stand_until_its_deadline_and_never_takes_longer_than_usual()
    {
        var request = Samples.Request(RequestStatus.Running, plan: Samples.Plan(Goal.Share));
        AnyState.StepsOf(request) = Samples.Steps(
            request.Plan,
            Samples.Done(StepName.FindSource),
            Samples.Done(StepName.CopyForSharing),
            Samples.Done(StepName.Share),
            Samples.Done(StepName.SeeInTarget),
            new StepState(StepName.StopSharing, StepStatus.Running) { StartedAt = Samples.Noon }
        );
        await StoreAsync(request);
        SignIn(Samples.Developer);

        var now = Show().Find(".now");

        Assert.Equal("about 24 h to go", now.QuerySelector(".now-step time[data-as=likely]")?.TextContent);
        Assert.Contains("Until the share ends", now.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("longer than usual", now.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_request_s_connection_data_does_not_stay_when_the_page_goes_on_to_another()
    {
        var other = Ready(id: "zyxwvuts87654321");
        await StoreAsync(Ready(), other);
        SignIn(Samples.Developer);
        var page = Show();
        await page.Find(".outcome button").ClickAsync(new());
        Assert.Contains("dev.cluster-example", page.Markup, StringComparison.Ordinal);

        page.Render(parameters => parameters.Add(p => p.Id, other.Id));

        Assert.DoesNotContain("dev.cluster-example", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_life_can_be_extended_by_a_part_of_a_day_and_never_by_what_is_not_a_number()
    {
        await StoreAsync(Ready());
        SignIn(Samples.Developer);
        var page = Show();
        var submit = "#dialog-extend button[type=submit]";

        foreach (var typed in new[] { "", "0", "-1", "many", "1e9" })
        {
            page.Find("#dialog-extend input").Input(typed);
            Assert.True(page.Find(submit).HasAttribute("disabled"), typed);
        }
        page.Find("#dialog-extend input").Input("0.05");
        await page.Find("#dialog-extend form").SubmitAsync();

        await using var db = await OpenAsync();
        Assert.Equal(
            Samples.Noon.AddDays(7) + TimeSpan.FromHours(1.2),
            (await db.Requests.SingleAsync(TestContext.Current.CancellationToken)).ExpiresAt
        );
    }

    [Fact]
    public async Task an_action_that_is_not_the_person_s_is_shown_with_whose_it_is()
    {
        await StoreAsync(Ready());
        SignIn(Samples.Dba);

        var extend = Show().FindAll(".not-allowed").Single();

        Assert.True(extend.QuerySelector("button")!.HasAttribute("disabled"));
        Assert.Contains("Admin", extend.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void an_unknown_request_says_so()
    {
        SignIn(Samples.Developer);

        Assert.Contains(
            "There is no request",
            Render<RequestPage>(parameters => parameters.Add(p => p.Id, "nothing")).Markup,
            StringComparison.Ordinal
        );
    }

    private IRenderedComponent<RequestPage> Show() => Render<RequestPage>(parameters => parameters.Add(p => p.Id, Id));

    private static Request Ready(bool replaced = true, string id = Id)
    {
        var request = Samples.Request(RequestStatus.Ready, id: id);
        request.ReadyAt = Samples.Noon;
        request.ExpiresAt = Samples.Noon.AddDays(7);
        AnyState.StepsOf(request) =
        [
            .. request.Plan.Steps.Select(step =>
                step.Name is StepName.ReplacePassword
                    ? Samples.Done(step.Name) with
                    {
                        Status = replaced ? StepStatus.Done : StepStatus.Running,
                        Evidence = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            ["Endpoint"] = "dev.cluster-example.rds.amazonaws.com",
                            ["Port"] = "3306",
                            ["MasterUsername"] = "admin",
                            ["SecretArn"] = "arn:aws:secretsmanager:example",
                        },
                    }
                    : Samples.Done(step.Name)
            ),
        ];
        return request;
    }
}
