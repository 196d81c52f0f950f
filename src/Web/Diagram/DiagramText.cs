using System.Globalization;
using SnapshotShare.Web.Diagram.Model;
using SnapshotShare.Web.Text;

namespace SnapshotShare.Web.Diagram;

/// <summary>The picture in words, for those who cannot see it and for the labels in it.</summary>
public static class DiagramText
{
    private static readonly string[] Numerals = ["⓪", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];

    public static string Numeral(int number) => Numerals[number];

    public static string Summary(DiagramModel model, Localizer w)
    {
        if (model.Crossing is { } crossing)
            return Crossing(crossing, model, w);
        var (over, all) = model.Progress;
        var text = w["diagram.label", ("from", model.From.Account), ("to", model.To.Account), ("over", Text(over)), ("all", Text(all))];
        var now = string.Join(w["list.semicolon"], model.Now.Select(step => Step(step, w)));
        return now.Length == 0 ? text : $"{text} {now}";
    }

    public static string Crossing(DiagramCrossing crossing, DiagramModel model, Localizer w) =>
        w[
            $"DiagramCrossing.{crossing}",
            ("snapshot", model.Node(Element.BaseSnapshot)?.Identifier),
            ("key", model.Node(Element.BaseSnapshot)?.Key?.Label),
            ("account", model.To.Account)
        ];

    public static string Step(DiagramStep step, Localizer w) =>
        $"{Numeral(step.Number)} {w.Of(step.Name)}{w["list.colon"]}{State(step.State, step.Percent, w)}"
        + (step.AwsStatus is { Length: > 0 } status ? $" ({status})" : "")
        + (step.Note is { } note ? $" {w.Say(note)}" : "");

    public static string Node(DiagramNode node, Localizer w) =>
        $"{w.Of(node.Element)} {node.Identifier}{w["list.colon"]}{State(node.State, node.Percent, w)}"
        + (node.Key is { } key ? $"{w["list.semicolon"]}{Key(key, w)}" : "")
        + (node.NewPassword ? $"{w["list.semicolon"]}{w["diagram.new-password"]}" : "");

    public static string Key(DiagramKey key, Localizer w) =>
        $"{w[key.IsAwsManaged ? "key.aws-managed" : "key.customer-managed"]} {key.Label}";

    public static string State(DiagramState state, int? percent, Localizer w) =>
        percent is { } value ? $"{w.Of(state)} {Text(value)} %" : w.Of(state);

    public static string IconOf(Element element) =>
        element switch
        {
            Element.SourceCluster or Element.TargetCluster => "cluster",
            Element.Writer => "writer",
            Element.SeenSnapshot => "eye",
            _ => "camera",
        };

    public static string IconOf(DiagramState state) =>
        state switch
        {
            DiagramState.Next => "next",
            DiagramState.Running => "spinner",
            DiagramState.Waiting => "dots",
            DiagramState.Done => "check",
            DiagramState.Skipped => "skip",
            DiagramState.Abandoned => "ban",
            DiagramState.Blocked => "alert",
            DiagramState.Failed => "cross",
            DiagramState.Undone => "undo",
            _ => "ring",
        };

    /// <summary>The class of a state in every stylesheet.</summary>
    public static string ClassOf(DiagramState state) =>
        state switch
        {
            DiagramState.NotYet => "is-not-yet",
            DiagramState.Next => "is-next",
            DiagramState.Running => "is-running",
            DiagramState.Waiting => "is-waiting",
            DiagramState.Done => "is-done",
            DiagramState.Skipped => "is-skipped",
            DiagramState.Abandoned => "is-abandoned",
            DiagramState.Blocked => "is-blocked",
            DiagramState.Failed => "is-failed",
            _ => "is-undone",
        };

    public static string ClassOf(Element element) =>
        element switch
        {
            Element.SourceCluster or Element.TargetCluster => "el-cluster",
            Element.Writer => "el-writer",
            Element.BaseSnapshot => "el-base",
            Element.SharingSnapshot => "el-sharing",
            Element.SeenSnapshot => "el-seen",
            _ => "el-own",
        };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
