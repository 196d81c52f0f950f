using System.Text.RegularExpressions;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Web.Diagram;
using SnapshotShare.Web.Diagram.Model;
using SnapshotShare.Web.Shared.Controls;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Tests.Diagram;

public sealed class a_step_diagram : BunitContext
{
    private readonly Localizer _words = new();

    public a_step_diagram()
    {
        Services.AddSingleton(_words);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(Samples.Noon)));
    }

    [Theory]
    [InlineData(StepStatus.Done, null, "is-done", "done")]
    [InlineData(StepStatus.Running, "copying", "is-running", "running 40 % (copying)")]
    [InlineData(StepStatus.Blocked, null, "is-blocked", "blocked")]
    [InlineData(StepStatus.Failed, null, "is-failed", "failed")]
    [InlineData(StepStatus.Skipped, null, "is-skipped", "skipped")]
    public void a_state_is_a_colour_a_word_and_a_sign(StepStatus status, string? awsStatus, string look, string word)
    {
        var diagram = Show(
            Running(new StepState(StepName.CopyForSharing, status) { AwsStatus = awsStatus, Percent = awsStatus is null ? null : 40 })
        );

        var number = diagram.Find("svg.wide .number[aria-label^='②']");
        Assert.Contains(look, number.ClassList);
        Assert.EndsWith($": {word}", number.GetAttribute("aria-label"), StringComparison.Ordinal);
        var node = diagram.Find("svg.wide .node.el-sharing");
        Assert.Contains(look, node.ClassList);
        Assert.NotNull(node.QuerySelector(awsStatus is null ? ".glyph" : ".percent"));
    }

    [Fact]
    public void the_list_says_everything_the_picture_shows()
    {
        var model = Running(new StepState(StepName.CopyForSharing, StepStatus.Running) { Percent = 40, AwsStatus = "copying" });

        var list = Show(model).Find(".diagram-list").TextContent;

        Assert.Contains(Samples.Prod, list, StringComparison.Ordinal);
        Assert.Contains(Samples.Dev, list, StringComparison.Ordinal);
        Assert.Contains("② Copy it under the customer managed key: running 40 % (copying)", list, StringComparison.Ordinal);
        Assert.Contains("AWS managed key aws/rds", list, StringComparison.Ordinal);
        Assert.Contains("Customer managed key dev-altplus-key", list, StringComparison.Ordinal);
        foreach (var node in model.Nodes)
            Assert.Contains(node.Identifier, list, StringComparison.Ordinal);
    }

    [Fact]
    public void a_skipped_step_says_why_it_is_left_out()
    {
        var list = Show(DiagramModel.Of(Samples.Plan(sharedAsItIs: true))).Find(".diagram-list").TextContent;

        Assert.Contains("② Copy it under the customer managed key: skipped — No copy is needed", list, StringComparison.Ordinal);
    }

    [Fact]
    public void everything_in_it_can_be_reached_and_named()
    {
        var model = Running();

        var diagram = Show(model);

        var reachable = diagram.FindAll("svg.wide [tabindex='0'][role='button']");
        Assert.Equal(model.Nodes.Count + model.Steps.Count, reachable.Count);
        Assert.All(reachable, element => Assert.NotEmpty(element.QuerySelector("title")?.TextContent ?? ""));
    }

    [Fact]
    public void pressing_an_element_tells_its_arn_key_and_times_and_pressing_it_again_puts_that_away()
    {
        var diagram = Show(Running());

        diagram.Find("svg.wide .node.el-own").Click();

        var told = diagram.Find(".diagram-details").TextContent;
        Assert.Contains(
            $"arn:aws:rds:ap-northeast-1:{Samples.Dev}:cluster-snapshot:dev-altplus-cluster-2026-01-15-abcdefgh",
            told,
            StringComparison.Ordinal
        );
        Assert.Contains("1a2b3c4d-5e6f-1a2b-3c4d-5e6f1a2b3c4d", told, StringComparison.Ordinal);
        diagram.Find("svg.wide .node.el-own").Click();
        Assert.Empty(diagram.FindAll(".diagram-details"));
        diagram.Find("svg.wide .node.el-base").Click();
        Assert.Contains("There since", diagram.Find(".diagram-details").TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-01-15T00:00:00Z", diagram.Find(".diagram-details time").GetAttribute("datetime"));
    }

    [Fact]
    public void pressing_a_number_with_the_keyboard_tells_the_step()
    {
        var diagram = Show(Running(Samples.Done(StepName.CopyForSharing)));

        diagram.Find("svg.wide .number[aria-label^='②']").KeyDown("Enter");

        Assert.Contains("4f0c7c5e-request", diagram.Find(".diagram-details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void on_a_card_it_is_one_picture_with_a_name()
    {
        var diagram = Render<StepDiagram>(parameters => parameters.Add(p => p.Model, Running()).Add(p => p.Small, true));

        Assert.Contains("prod", diagram.Find("svg[role='img']").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Empty(diagram.FindAll("[tabindex]"));
    }

    [Fact]
    public void what_was_broken_off_and_taken_away_says_so_in_the_list_on_its_number_and_on_a_card()
    {
        var request = Samples.Request(RequestStatus.Running);
        var copying = new StepState(StepName.CopyForSharing, StepStatus.Running)
        {
            AwsStatus = "copying",
            Attempt = new Attempt(1, "CopyDBClusterSnapshot", Samples.Noon),
        };
        AnyState.StepsOf(request) = Samples.Steps(request.Plan, Samples.Done(StepName.FindSource), copying);
        AnyState.StepsOf(request) =
        [
            .. Workflow.TurnRound(request).Where(step => step.Name is not StepName.DeleteSharingSnapshot),
            Samples.Done(StepName.DeleteSharingSnapshot),
        ];
        AnyState.StatusOf(request) = RequestStatus.Cancelled;

        var diagram = Show(DiagramModel.Of(request));
        var card = Render<StepDiagram>(with => with.Add(small => small.Model, DiagramModel.Of(request)).Add(small => small.Small, true));

        Assert.Contains(
            "② Copy it under the customer managed key: taken away — The request turned round before this was done.",
            diagram.Find(".diagram-list").TextContent,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            ": taken away",
            diagram.Find("svg.wide .number[aria-label^='②']").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
        Assert.Contains("is-undone", card.Find(".node.el-sharing").ClassList);
        Assert.DoesNotContain("copying", diagram.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void what_a_step_waits_for_beside_AWS_s_word_is_told_in_the_reader_s_language_wherever_the_step_is()
    {
        _words.Use("ja");
        var waiting = new StepState(StepName.CreateWriter, StepStatus.Running)
        {
            AwsStatus = "available",
            Note = Message.Of("not-yet-writer"),
        };
        var model = Running(waiting);
        var said = _words.Say(waiting.Note);

        var diagram = Show(model);
        diagram.Find("svg.wide .number[aria-label*='ライター']").Click();

        Assert.Contains(said, diagram.Find(".diagram-details").TextContent, StringComparison.Ordinal);
        Assert.Contains(said, diagram.Find(".diagram-list").TextContent, StringComparison.Ordinal);
        Assert.Contains(said, Render<StepTable>(with => with.Add(table => table.Model, model)).Markup, StringComparison.Ordinal);
    }

    public static TheoryData<string, DiagramState> EveryStateInEveryLanguage =>
        new(from dictionary in Dictionary.All from state in Enum.GetValues<DiagramState>() select (dictionary.Language, state));

    [Theory]
    [MemberData(nameof(EveryStateInEveryLanguage))]
    public void every_state_has_its_look_its_word_and_its_sign_on_a_step_and_on_what_it_makes(string language, DiagramState state)
    {
        _words.Use(language);
        var whole = DiagramModel.Of(Samples.Plan());
        var model = whole with
        {
            Nodes = [.. whole.Nodes.Select(node => node with { State = state })],
            Steps = [.. whole.Steps.Select(step => step with { State = state })],
        };

        var diagram = Show(model);

        var (look, word, colon) = (DiagramText.ClassOf(state), _words.Of(state), _words["list.colon"]);
        foreach (var scene in new[] { "wide", "tall" })
        {
            Assert.All(
                diagram.FindAll($"svg.{scene} .number"),
                number =>
                {
                    Assert.Contains(look, number.ClassList);
                    Assert.Contains($"{colon}{word}", number.GetAttribute("aria-label"), StringComparison.Ordinal);
                }
            );
            Assert.All(
                diagram.FindAll($"svg.{scene} .node"),
                node =>
                {
                    Assert.Contains(look, node.ClassList);
                    Assert.Contains($"{colon}{word}", node.QuerySelector("title")!.TextContent, StringComparison.Ordinal);
                    Assert.Equal(Icons.Path(DiagramText.IconOf(state)), node.QuerySelector(".glyph")!.GetAttribute("d"));
                }
            );
        }
        Assert.Equal(
            model.Nodes.Count + model.Steps.Count,
            Regex.Count(diagram.Find(".diagram-list").TextContent, $"{colon}{Regex.Escape(word)}")
        );
    }

    [Fact]
    public void no_two_states_look_sound_or_are_drawn_alike()
    {
        var states = Enum.GetValues<DiagramState>();
        Assert.Equal(states.Length, states.Select(DiagramText.ClassOf).Distinct().Count());
        Assert.Equal(states.Length, states.Select(DiagramText.IconOf).Distinct().Count());
        foreach (var dictionary in Dictionary.All)
        {
            _words.Use(dictionary.Language);
            Assert.Equal(states.Length, states.Select(state => _words.Of(state)).Distinct().Count());
        }
    }

    public static TheoryData<string, Goal> EveryGoalInEveryLanguage =>
        new(from dictionary in Dictionary.All from goal in Enum.GetValues<Goal>() select (dictionary.Language, goal));

    [Theory]
    [MemberData(nameof(EveryGoalInEveryLanguage))]
    public void each_goal_shows_every_step_with_its_reason_also_those_left_out(string language, Goal goal)
    {
        _words.Use(language);
        var plan = Samples.Plan(goal, sharedAsItIs: true);

        var diagram = Show(DiagramModel.Of(plan));

        var list = diagram.Find(".diagram-list").TextContent;
        foreach (
            var (name, number, reason) in plan
                .Steps.Select(step => (step.Name, step.Number, step.Reason))
                .Concat(plan.Omitted.Select(step => (step.Name, step.Number, step.Reason)))
        )
        {
            var told = $"{DiagramText.Numeral(number)} {_words.Of(name)}";
            Assert.Contains(told, list, StringComparison.Ordinal);
            Assert.Contains(_words.Say(reason), list, StringComparison.Ordinal);
            // What the goal does not promise is not in the picture, so nothing leads there.
            Assert.Equal(
                reason.Key.StartsWith("why-not.goal-", StringComparison.Ordinal) ? 0 : 1,
                diagram
                    .FindAll("svg.wide .number")
                    .Count(drawn => drawn.GetAttribute("aria-label")!.StartsWith(told, StringComparison.Ordinal))
            );
        }
        Assert.Equal(2, diagram.FindAll("svg.wide .number.is-skipped").Count);
        Assert.Equal(DiagramText.Summary(DiagramModel.Of(plan), _words), diagram.Find("svg.wide").GetAttribute("aria-label"));
    }

    [Fact]
    public void a_still_one_is_an_image_with_its_words_and_nothing_in_it_can_be_pressed()
    {
        var diagram = Render<StepDiagram>(parameters => parameters.Add(p => p.Model, Running()).Add(p => p.Still, true));

        Assert.Equal(["wide", "small"], diagram.FindAll("svg[role='img'][aria-label]").Select(svg => svg.ClassList[1]));
        Assert.Empty(diagram.FindAll("[tabindex], [role='button']"));
        Assert.Contains("Customer managed key dev-altplus-key", diagram.Find(".diagram-list").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiagramCrossing.Asked, "is-waiting", "simply cross to account dev?")]
    [InlineData(DiagramCrossing.Refused, "is-failed", "no other account can use the key aws/rds")]
    public void the_way_straight_across_is_drawn_and_told(DiagramCrossing crossing, string look, string told)
    {
        var diagram = Show(DiagramModel.Of(Samples.Plan()) with { Steps = [], Crossing = crossing });

        Assert.Contains(look, diagram.Find("svg.wide .crossing").ClassList);
        Assert.Contains(told, diagram.Find("svg.wide").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains(told, diagram.Find(".diagram-list").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void no_style_attribute_is_needed()
    {
        var markup = Show(Running(new StepState(StepName.CopyForSharing, StepStatus.Running) { Percent = 40 })).Markup;

        Assert.DoesNotMatch(new Regex("\\sstyle=", RegexOptions.None, TimeSpan.FromSeconds(1)), markup);
    }

    [Fact]
    public void it_speaks_japanese()
    {
        _words.Use("ja");

        var diagram = Show(Running(new StepState(StepName.CopyForSharing, StepStatus.Running) { Percent = 40, AwsStatus = "copying" }));

        Assert.Equal(
            "② カスタマーマネージドキーでコピーする：実行中 40 % (copying)",
            diagram.Find("svg.wide .number[aria-label^='②']").GetAttribute("aria-label")
        );
    }

    private IRenderedComponent<StepDiagram> Show(DiagramModel model) =>
        Render<StepDiagram>(parameters => parameters.Add(p => p.Model, model));

    private static DiagramModel Running(params ReadOnlySpan<StepState> known)
    {
        var plan = Samples.Plan();
        return DiagramModel.Of(plan, Samples.Steps(plan, [Samples.Done(StepName.FindSource), .. known]));
    }
}
