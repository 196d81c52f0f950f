using System.Text.RegularExpressions;

namespace SnapshotShare.Web.Tests.Hosting;

/// <summary>A file that a page names by its path is one a browser finds: a folder that is renamed takes its scripts with it.</summary>
public sealed partial class the_assets
{
    [Fact]
    public void that_a_component_names_are_there()
    {
        var web = Path.Combine(Root(), "src", "Web");
        var named = Directory
            .EnumerateFiles(web, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Asset().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(asset =>
                !asset.StartsWith("_framework/", StringComparison.Ordinal) && !asset.EndsWith(".styles.css", StringComparison.Ordinal)
            )
            .ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(
            named,
            asset => !File.Exists(Path.Combine(Root(), "wwwroot", asset)) && !File.Exists(Path.Combine(web, asset))
        );
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SnapshotShare.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("""Assets\["([^"]+)"\]""")]
    private static partial Regex Asset();
}
