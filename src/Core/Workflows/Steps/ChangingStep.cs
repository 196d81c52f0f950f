using SnapshotShare.Core.Aws;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>
/// A step that asks AWS for one change. What it makes has a name derived from the request and carries its tag, so a repeated step finds its
/// own work and never does it twice.
/// </summary>
public abstract class ChangingStep : Step
{
    /// <summary>The right to tag, which everything that makes something needs.</summary>
    protected const string TagRight = "rds:AddTagsToResource";

    public abstract override AwsChange Change(StepContext context);

    public sealed override IReadOnlyList<string> Commands(StepContext context) => [Change(context).Cli];
}
