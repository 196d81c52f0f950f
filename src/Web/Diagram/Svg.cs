using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace SnapshotShare.Web.Diagram;

/// <summary>The SVG that Razor cannot say. Fragments, not components: a picture has dozens, and each component costs the server kilobytes.</summary>
public static class Svg
{
    /// <summary>A text. Razor keeps the tag of that name to itself, so it is built by hand.</summary>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public static RenderFragment Text(double x, double y, string value, string? style = null, string anchor = "start") =>
        builder =>
        {
            builder.OpenElement(0, "text");
            builder.AddAttribute(1, "x", x.ToString(CultureInfo.InvariantCulture));
            builder.AddAttribute(2, "y", y.ToString(CultureInfo.InvariantCulture));
            builder.AddAttribute(3, "text-anchor", anchor);
            builder.AddAttribute(4, "class", style);
            builder.AddContent(5, value);
            builder.CloseElement();
        };
}
