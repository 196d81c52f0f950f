using SnapshotShare.Core.Plans;

namespace SnapshotShare.Web.Diagram.Model;

public sealed record Area(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;
    public double MiddleX => X + (Width / 2);
    public double MiddleY => Y + (Height / 2);
}

public sealed record Spot(double X, double Y);

/// <summary>A numbered arrow, or only its number where nothing moves.</summary>
public sealed record Arrow(StepName Step, Element From, Element To, Spot Start, Spot End, Spot Number);

/// <summary>The way straight across: from the base snapshot, past a mark between the accounts, to the other account's edge.</summary>
public sealed record Crossing(Spot Start, Spot Mark, Spot End);

/// <summary>Where everything of the picture stands, in one of three shapes.</summary>
/// <param name="HasText">The small one has icons and numbers only.</param>
public sealed record DiagramLayout(
    string Name,
    double Width,
    double Height,
    Area From,
    Area To,
    Spot FromLabel,
    Spot ToLabel,
    bool ToLabelAtEnd,
    IReadOnlyDictionary<Element, Area> Nodes,
    IReadOnlyList<Arrow> Arrows,
    Area Bin,
    Crossing Crossing,
    double NumberRadius,
    bool HasText
)
{
    /// <summary>The distance from its middle at which a number still takes a press: 24 pixels across where the picture is drawn at its smallest.</summary>
    public double NumberReach { get; init; } = 15;

    /// <summary>The accounts side by side.</summary>
    public static readonly DiagramLayout Wide = SideBySide("wide", 1060, 372, 486, new(16, 52, 204, 100), 46, 50, 11, hasText: true) with
    {
        NumberReach = 18,
    };

    /// <summary>For a card.</summary>
    public static readonly DiagramLayout Small = SideBySide("small", 452, 138, 196, new(16, 30, 46, 32), 72, 14, 8, hasText: false);

    /// <summary>One above the other, for a narrow screen.</summary>
    public static readonly DiagramLayout Tall = OneAboveTheOther();

    private static DiagramLayout SideBySide(
        string name,
        double width,
        double height,
        double box,
        Area first,
        double gapX,
        double gapY,
        double radius,
        bool hasText
    )
    {
        var to = width - box;
        Area At(double left, int column, int row) =>
            first with
            {
                X = left + first.X + (column * (first.Width + gapX)),
                Y = first.Y + (row * (first.Height + gapY)),
            };
        var nodes = new Dictionary<Element, Area>
        {
            [Element.SourceCluster] = At(0, 0, 0),
            [Element.BaseSnapshot] = At(0, 0, 1),
            [Element.SharingSnapshot] = At(0, 1, 1),
            [Element.SeenSnapshot] = At(to, 0, 1),
            [Element.TargetSnapshot] = At(to, 1, 1),
            [Element.TargetCluster] = At(to, 1, 0),
            [Element.Writer] = At(to, 0, 0),
        };
        var (sharing, seen) = (nodes[Element.SharingSnapshot], nodes[Element.SeenSnapshot]);
        var lane = hasText ? first.Height / 5 : radius + 1.5;
        var middle = width / 2;
        var apart = radius + (hasText ? 9 : 3);
        return new DiagramLayout(
            name,
            width,
            height,
            new Area(1, 1, box - 2, height - 2),
            new Area(to + 1, 1, box - 2, height - 2),
            new Spot(first.X, hasText ? 31 : 19),
            new Spot(to + first.X, hasText ? 31 : 19),
            ToLabelAtEnd: false,
            nodes,
            [
                Down(StepName.FindSource, Element.SourceCluster, Element.BaseSnapshot),
                Down(StepName.TakeSnapshot, Element.SourceCluster, Element.BaseSnapshot),
                Across(StepName.CopyForSharing, Element.BaseSnapshot, Element.SharingSnapshot),
                new(
                    StepName.Share,
                    Element.SharingSnapshot,
                    Element.SeenSnapshot,
                    new(sharing.Right, sharing.MiddleY - lane),
                    new(seen.X, seen.MiddleY - lane),
                    new(middle, sharing.MiddleY - lane)
                ),
                Corner(StepName.SeeInTarget, Element.SeenSnapshot),
                Across(StepName.CopyInTarget, Element.SeenSnapshot, Element.TargetSnapshot),
                Up(StepName.RestoreCluster, Element.TargetSnapshot, Element.TargetCluster),
                Back(StepName.CreateWriter, Element.TargetCluster, Element.Writer),
                Corner(StepName.ReplacePassword, Element.TargetCluster),
                Corner(StepName.VerifyCluster, Element.Writer),
                new(
                    StepName.StopSharing,
                    Element.SeenSnapshot,
                    Element.SharingSnapshot,
                    new(seen.X, seen.MiddleY + lane),
                    new(sharing.Right, sharing.MiddleY + lane),
                    new(middle - apart, sharing.MiddleY + lane)
                ),
                Point(StepName.ProveNotShared, Element.SharingSnapshot, new(middle + apart, sharing.MiddleY + lane)),
                Point(StepName.DeleteSharingSnapshot, Element.SharingSnapshot, new(sharing.MiddleX, sharing.Bottom + (hasText ? 19 : 11))),
                Corner(StepName.DeleteWriter, Element.Writer),
                Corner(StepName.DeleteCluster, Element.TargetCluster),
                Corner(StepName.DeleteTargetSnapshot, Element.TargetSnapshot),
                Corner(StepName.DeleteTakenSnapshot, Element.BaseSnapshot),
            ],
            new Area(sharing.MiddleX, sharing.Bottom, 0, hasText ? 52 : 24),
            new Crossing(
                new(nodes[Element.BaseSnapshot].Right, sharing.MiddleY),
                new(middle, sharing.MiddleY),
                new(to + first.X, sharing.MiddleY)
            ),
            radius,
            hasText
        );

        Arrow Down(StepName step, Element from, Element target) =>
            new(
                step,
                from,
                target,
                new(nodes[from].MiddleX, nodes[from].Bottom),
                new(nodes[target].MiddleX, nodes[target].Y),
                Between(from, target)
            );

        Arrow Up(StepName step, Element from, Element target) =>
            new(
                step,
                from,
                target,
                new(nodes[from].MiddleX, nodes[from].Y),
                new(nodes[target].MiddleX, nodes[target].Bottom),
                Between(from, target)
            );

        Arrow Across(StepName step, Element from, Element target) =>
            new(
                step,
                from,
                target,
                new(nodes[from].Right, nodes[from].MiddleY),
                new(nodes[target].X, nodes[target].MiddleY),
                Between(from, target)
            );

        Arrow Back(StepName step, Element from, Element target) =>
            new(
                step,
                from,
                target,
                new(nodes[from].X, nodes[from].MiddleY),
                new(nodes[target].Right, nodes[target].MiddleY),
                Between(from, target)
            );

        Spot Between(Element a, Element b) => new((nodes[a].MiddleX + nodes[b].MiddleX) / 2, (nodes[a].MiddleY + nodes[b].MiddleY) / 2);

        Arrow Corner(StepName step, Element on) =>
            Point(step, on, hasText ? new(nodes[on].Right - 17, nodes[on].Bottom - 20) : new(nodes[on].Right, nodes[on].Bottom));
    }

    private static DiagramLayout OneAboveTheOther()
    {
        const double height = 98;
        Area Row(double y) => new(18, y, 330, height);
        var nodes = new Dictionary<Element, Area>
        {
            [Element.SourceCluster] = Row(48),
            [Element.BaseSnapshot] = Row(176),
            [Element.SharingSnapshot] = Row(304),
            [Element.SeenSnapshot] = Row(560),
            [Element.TargetSnapshot] = Row(688),
            [Element.TargetCluster] = Row(816),
            [Element.Writer] = Row(944),
        };
        var (sharing, seen) = (nodes[Element.SharingSnapshot], nodes[Element.SeenSnapshot]);
        return new DiagramLayout(
            "tall",
            366,
            1056,
            new Area(1, 1, 364, 455),
            new Area(1, 504, 364, 551),
            new Spot(18, 30),
            new Spot(348, 535),
            ToLabelAtEnd: true,
            nodes,
            [
                Down(StepName.FindSource, Element.SourceCluster, Element.BaseSnapshot),
                Down(StepName.TakeSnapshot, Element.SourceCluster, Element.BaseSnapshot),
                Down(StepName.CopyForSharing, Element.BaseSnapshot, Element.SharingSnapshot),
                new(StepName.Share, Element.SharingSnapshot, Element.SeenSnapshot, new(60, sharing.Bottom), new(60, seen.Y), new(60, 480)),
                Corner(StepName.SeeInTarget, Element.SeenSnapshot),
                Down(StepName.CopyInTarget, Element.SeenSnapshot, Element.TargetSnapshot),
                Down(StepName.RestoreCluster, Element.TargetSnapshot, Element.TargetCluster),
                Down(StepName.CreateWriter, Element.TargetCluster, Element.Writer),
                Corner(StepName.ReplacePassword, Element.TargetCluster),
                Corner(StepName.VerifyCluster, Element.Writer),
                new(
                    StepName.StopSharing,
                    Element.SeenSnapshot,
                    Element.SharingSnapshot,
                    new(120, seen.Y),
                    new(120, sharing.Bottom),
                    new(120, 495)
                ),
                Point(StepName.ProveNotShared, Element.SharingSnapshot, new(120, 465)),
                Point(StepName.DeleteSharingSnapshot, Element.SharingSnapshot, new(290, sharing.Bottom + 17)),
                Corner(StepName.DeleteWriter, Element.Writer),
                Corner(StepName.DeleteCluster, Element.TargetCluster),
                Corner(StepName.DeleteTargetSnapshot, Element.TargetSnapshot),
                Corner(StepName.DeleteTakenSnapshot, Element.BaseSnapshot),
            ],
            new Area(290, sharing.Bottom, 0, 46),
            new Crossing(new(183, nodes[Element.BaseSnapshot].Bottom), new(183, 480), new(183, seen.Y)),
            NumberRadius: 11,
            HasText: true
        );

        Arrow Down(StepName step, Element from, Element target) =>
            new(
                step,
                from,
                target,
                new(nodes[from].MiddleX, nodes[from].Bottom),
                new(nodes[target].MiddleX, nodes[target].Y),
                new(nodes[from].MiddleX, (nodes[from].Bottom + nodes[target].Y) / 2)
            );

        Arrow Corner(StepName step, Element on) => Point(step, on, new(nodes[on].Right - 17, nodes[on].Bottom - 20));
    }

    private static Arrow Point(StepName step, Element on, Spot at) => new(step, on, on, at, at, at);
}
