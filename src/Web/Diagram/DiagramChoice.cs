using SnapshotShare.Core.Plans;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Diagram;

/// <summary>The choice somebody made in the picture: something that stands there, or a step's number.</summary>
public sealed record DiagramChoice(Element? Element, StepName? Step);
