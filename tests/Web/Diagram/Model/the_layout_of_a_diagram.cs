using SnapshotShare.Core.Plans;
using SnapshotShare.Web.Diagram.Model;

namespace SnapshotShare.Web.Tests.Diagram.Model;

public sealed class the_layout_of_a_diagram
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, DiagramLayout> All = new(StringComparer.Ordinal)
    {
        ["wide"] = DiagramLayout.Wide,
        ["tall"] = DiagramLayout.Tall,
        ["small"] = DiagramLayout.Small,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void everything_stands_inside_its_account(string name)
    {
        var layout = All[name];
        foreach (var (element, area) in layout.Nodes)
        {
            var box = element is Element.SourceCluster or Element.BaseSnapshot or Element.SharingSnapshot ? layout.From : layout.To;
            Assert.True(area.X > box.X && area.Right < box.Right && area.Y > box.Y && area.Bottom < box.Bottom, $"{element} of {name}");
        }
        Assert.True(layout.From.Right <= layout.Width && layout.To.Right <= layout.Width && layout.To.Bottom <= layout.Height);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void every_step_has_a_number_somewhere(string name) =>
        Assert.Equal(Enum.GetValues<StepName>().Order(), All[name].Arrows.Select(arrow => arrow.Step).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void no_two_numbers_of_a_trip_cover_each_other(string name)
    {
        var layout = All[name];
        var numbers = layout.Arrows.Where(arrow => arrow.Step < StepName.DeleteWriter).Select(arrow => arrow.Number).ToList();
        foreach (
            var (a, b) in from i in Enumerable.Range(0, numbers.Count)
            from j in Enumerable.Range(i + 1, numbers.Count - i - 1)
            select (numbers[i], numbers[j])
        )
            Assert.True(
                Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2))
                    >= 2 * (layout.HasText ? layout.NumberReach : layout.NumberRadius)
            );
    }
}
