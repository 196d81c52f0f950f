using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Workflows.Steps;

/// <summary>A step that only looks: it changes nothing, so there is nothing to allow, to repeat or to stand in line for.</summary>
public abstract class LookingStep : Step
{
    public sealed override IReadOnlyList<string> IamActions => [];

    public sealed override bool TakesCopySlot => false;

    public sealed override bool MayBeRepeated => false;

    public sealed override bool WaitsForWindow(Plan plan) => false;

    public sealed override MadeData? Makes(Plan plan) => null;

    public sealed override AwsChange? Change(StepContext context) => null;
}
