using SnapshotShare.Core.Plans;
using SnapshotShare.Web.Diagram.Model;
using SnapshotShare.Web.Pages.HowItWorks;

namespace SnapshotShare.Web.Tests.Pages.HowItWorks;

public sealed class the_pictures_of_how_it_works
{
    [Fact]
    public void the_question_shows_what_is_there_and_what_is_wanted_and_nothing_between()
    {
        Assert.Equal(
            [Element.SourceCluster, Element.BaseSnapshot, Element.TargetCluster],
            HowItWorksPictures.Question.Nodes.Select(node => node.Element)
        );
        Assert.Empty(HowItWorksPictures.Question.Steps);
        Assert.Equal(DiagramCrossing.Asked, HowItWorksPictures.Question.Crossing);
        Assert.Equal(DiagramCrossing.Refused, HowItWorksPictures.Refusal.Crossing);
        Assert.True(HowItWorksPictures.Refusal.Node(Element.BaseSnapshot)!.Key!.IsAwsManaged);
    }

    [Fact]
    public void the_whole_way_is_planned_like_any_other_under_the_names_a_person_would_give()
    {
        var whole = HowItWorksPictures.Whole;
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], whole.Steps.Select(step => step.Number).Distinct());
        Assert.Equal(
            [
                "prod-altplus-cluster",
                "rds:prod-altplus-cluster-2023-12-21-00-00",
                "from-prod-altplus-cluster-to-dev",
                "arn:aws:rds:ap-northeast-1:987654321000:cluster-snapshot:from-prod-altplus-cluster-to-dev",
                "dev-altplus-cluster-2023-12-21-00-00",
                "dev-altplus-cluster",
                "dev-altplus",
            ],
            whole.Nodes.Select(node => node.Identifier)
        );
        Assert.Null(whole.Crossing);
    }

    [Fact]
    public void each_step_has_its_own_moment()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], HowItWorksPictures.Steps.Select(step => step.Number));
        foreach (var (number, picture, commands) in HowItWorksPictures.Steps)
        {
            var its = picture.Steps.Where(step => step.Number == number).ToList();
            Assert.Contains(its, step => step.State is DiagramState.Next or DiagramState.Running);
            Assert.DoesNotContain(its, step => step.State is DiagramState.Done);
            Assert.All(
                picture.Steps.Where(step => step.Number < number && step.Number != 6),
                step => Assert.Equal(DiagramState.Done, step.State)
            );
            Assert.All(
                picture.Steps.Where(step => step.Number > number && step.Number != 7),
                step => Assert.True(step.State is DiagramState.NotYet or DiagramState.Next)
            );
            // The proof asks both sides, and who verifies looks at cluster and writer.
            Assert.Equal(
                number switch
                {
                    8 => 2,
                    6 => its.Count + 1,
                    _ => its.Count,
                },
                commands.Count
            );
            Assert.All(commands, command => Assert.StartsWith("aws rds ", command, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void at_its_end_the_target_sees_nothing_any_more()
    {
        var last = HowItWorksPictures.Steps[^1].Picture;
        Assert.Equal(DiagramState.Undone, last.Node(Element.SeenSnapshot)!.State);
        Assert.Equal(DiagramState.Running, last.Step(StepName.RestoreCluster)!.State);
    }
}
