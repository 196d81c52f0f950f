using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Text;

namespace SnapshotShare.Web.Diagram.Model;

/// <summary>
/// The picture of a trip as data: two account boxes, what stands in them, and the numbered steps between. Drawn by
/// <c>StepDiagram</c>; made from a plan, and from the steps once there are any.
/// </summary>
public sealed record DiagramModel(
    DiagramBox From,
    DiagramBox To,
    IReadOnlyList<DiagramNode> Nodes,
    IReadOnlyList<DiagramStep> Steps,
    bool IsMoving,
    DiagramCrossing? Crossing = null
)
{
    /// <summary>The picture of a plan before anything runs, or of a request on its way.</summary>
    public static DiagramModel Of(Plan plan, IReadOnlyList<StepState>? steps = null) => new DiagramMaker(plan, steps).Make();

    public static DiagramModel Of(Request request) => new DiagramMaker(request.Plan, request.Steps, request.Status.IsFinal()).Make();

    public DiagramNode? Node(Element element) => Nodes.FirstOrDefault(node => node.Element == element);

    public DiagramStep? Step(StepName name) => Steps.FirstOrDefault(step => step.Name == name);

    /// <summary>The step under way at this moment, the most urgent first.</summary>
    public IEnumerable<DiagramStep> Now =>
        Steps
            .Where(step => step.State is DiagramState.Blocked or DiagramState.Failed or DiagramState.Running or DiagramState.Waiting)
            .OrderBy(step => step.State is DiagramState.Blocked or DiagramState.Failed ? 0 : 1)
            .ThenBy(step => step.Number);

    /// <summary>The things a way out deletes.</summary>
    public IEnumerable<DiagramNode> Ours => Nodes.Where(node => node is { IsOurs: true, MayExist: true });

    /// <summary>Steps over, of all that count; for a bar on a card.</summary>
    public (int Over, int All) Progress =>
        (
            Steps.Count(step => step.State is DiagramState.Done or DiagramState.Undone or DiagramState.Skipped or DiagramState.Abandoned),
            Steps.Count
        );
}

/// <param name="Account">The operator's name of it.</param>
public sealed record DiagramBox(string Account, string AccountId, string Region, bool IsSource);

/// <param name="Identifier">As AWS shows it; for <see cref="Element.SeenSnapshot"/> the ARN.</param>
public sealed record DiagramNode(
    Element Element,
    string Identifier,
    string? Arn,
    DiagramKey? Key,
    DiagramState State,
    int? Percent = null,
    string? AwsStatus = null,
    bool NewPassword = false
)
{
    /// <summary>Since when it has been coming.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>Since when it has been there; for <see cref="Element.SeenSnapshot"/>, since when the target sees it.</summary>
    public DateTime? MadeAt { get; init; }
    public DateTime? GoneAt { get; init; }

    /// <summary>True when the request makes it, and so takes it away again.</summary>
    public bool IsOurs { get; init; }

    /// <summary>True when it stands in AWS now, or may: something under way or in trouble is not known not to.</summary>
    public bool MayExist => State is not (DiagramState.NotYet or DiagramState.Next or DiagramState.Skipped or DiagramState.Undone);
}

/// <summary>The badge of a KMS key on what it protects.</summary>
/// <param name="Label">Alias where there is one, else the key's ID.</param>
public sealed record DiagramKey(string Label, string Arn, bool IsAwsManaged)
{
    /// <param name="arn">Or what stands in its place where the key could not be described: an alias or an ID.</param>
    public static string LabelOf(string? alias, string arn)
    {
        var name = alias is { Length: > 0 } ? alias : arn[(arn.LastIndexOf(':') + 1)..];
        return name.StartsWith("alias/", StringComparison.Ordinal) ? name[6..]
            : name.StartsWith("key/", StringComparison.Ordinal) ? name[4..]
            : name;
    }
}

/// <param name="Note">Why it waits, when AWS is not what it waits for.</param>
/// <param name="Reason">Why the step is needed, or why it is left out; null for the clean-up at the end of life, which no plan lists.</param>
public sealed record DiagramStep(
    StepName Name,
    int Number,
    string Account,
    DiagramState State,
    Message? Reason,
    int? Percent = null,
    string? AwsStatus = null,
    DateTime? StartedAt = null,
    DateTime? EndedAt = null,
    DateTime? NextLookAt = null,
    string? AwsRequestId = null,
    Finding? Finding = null,
    Message? Note = null
);
