using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Pages.HowItWorks;

/// <param name="Number">①–⑧.</param>
/// <param name="Commands">The commands one would type to do it by hand, in the AWS CLI.</param>
public sealed record HowItWorksStep(int Number, DiagramModel Picture, IReadOnlyList<string> Commands);

/// <summary>A snapshot's way from one account to another, in pictures: the question, why the answer is no, the whole way, each step by itself. Pure.</summary>
public static class HowItWorksPictures
{
    private const int Last = 8;

    // First, because the next two are made from it.
    public static DiagramModel Whole { get; } = DiagramModel.Of(Example.Plan);

    /// <summary>Can it simply cross?</summary>
    public static DiagramModel Question { get; } = Crossing(DiagramCrossing.Asked);

    /// <summary>No, and the key says why.</summary>
    public static DiagramModel Refusal { get; } = Crossing(DiagramCrossing.Refused);

    public static IReadOnlyList<HowItWorksStep> Steps { get; } =
    [.. Enumerable.Range(1, Last).Select(number => new HowItWorksStep(number, At(number), [.. Commands(number)]))];

    private static DiagramModel Crossing(DiagramCrossing crossing) =>
        Whole with
        {
            Nodes =
            [
                .. Whole
                    .Nodes.Where(node => node.Element is Element.SourceCluster or Element.BaseSnapshot or Element.TargetCluster)
                    .Select(node => node.Element is Element.BaseSnapshot ? node with { State = DiagramState.Done } : node)
                    .Select(node => node.Element is Element.TargetCluster ? node with { Key = null } : node),
            ],
            Steps = [],
            Crossing = crossing,
        };

    /// <summary>The moment a step's turn has come: what is before it is done, and what takes AWS a while is under way.</summary>
    private static DiagramModel At(int number) =>
        DiagramModel.Of(Example.Plan, [.. Example.Request.Steps.Select(step => At(number, step))]);

    private static StepState At(int now, StepState step) =>
        (Workflow.Step(step.Name).Number - now, step.Name) switch
        {
            // The restore goes on beside the end of the share.
            (<= 0, StepName.RestoreCluster) => step with { Status = StepStatus.Running, AwsStatus = "creating" },
            (<= 0, _) when Workflow.Step(step.Name).Number == Workflow.Step(StepName.RestoreCluster).Number => step,
            (< 0, _) => step with { Status = StepStatus.Done },
            (0, StepName.CopyForSharing or StepName.CopyInTarget) => step with
            {
                Status = StepStatus.Running,
                AwsStatus = "copying",
                Percent = 60,
            },
            _ => step,
        };

    private static IEnumerable<string> Commands(int number) =>
        Example.Plan.Steps.Where(step => step.Number == number).SelectMany(step => Workflow.CommandsOf(Example.Request, step.Name));
}
