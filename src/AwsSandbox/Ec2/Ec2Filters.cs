using SnapshotShare.AwsSandbox.Policies;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Ec2;

/// <summary>EC2's filters: flat numbering, and values may carry wildcards.</summary>
internal sealed class Ec2Filters
{
    private readonly List<(string Name, IReadOnlyList<string> Values)> filters = [];

    public static (Ec2Filters Filters, Refusal? Refusal) Read(Parameters form, params string[] known)
    {
        var read = new Ec2Filters();
        foreach (var prefix in form.FlatItems("Filter"))
        {
            var name = form[prefix + ".Name"] ?? "";
            if (!known.Contains(name))
                return (read, new Refusal(400, "InvalidParameterValue", $"The filter '{name}' is invalid"));
            read.filters.Add((name, form.Flat(prefix + ".Value")));
        }
        return (read, null);
    }

    public bool Match(string name, string actual) =>
        filters.Where(f => f.Name == name).All(f => f.Values.Any(v => Wildcard.Matches(v, actual)));
}
