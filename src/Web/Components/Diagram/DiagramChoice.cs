using SnapshotShare.Core.Pipeline;
using SnapshotShare.Web.Diagram;

namespace SnapshotShare.Web.Components.Diagram;

/// <summary>What somebody pressed in the picture: something that stands there, or a step's number.</summary>
public sealed record DiagramChoice(Element? Element, StepName? Step);
