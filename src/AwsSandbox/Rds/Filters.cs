using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox.Rds;

/// <summary>The Filters member: all names must match, any value of a name does.</summary>
internal sealed class Filters
{
    private readonly List<(string Name, IReadOnlyList<string> Values)> filters;

    private Filters(List<(string, IReadOnlyList<string>)> filters) => this.filters = filters;

    public static (Filters Filters, Refusal? Refusal) Read(Parameters form, params string[] known)
    {
        var read = new List<(string, IReadOnlyList<string>)>();
        foreach (var prefix in form.Items("Filters", "Filter"))
        {
            var name = form[prefix + ".Name"] ?? "";
            if (!known.Contains(name))
                return (new([]), RdsFaults.InvalidValue($"Unrecognized filter name: {name}"));
            var values = form.List(prefix + ".Values", "Value");
            if (values.Count == 0)
                return (new([]), RdsFaults.InvalidCombination($"The parameter Filter.Values must not be empty for filter {name}."));
            read.Add((name, values));
        }
        return (new(read), null);
    }

    public bool Match(string name, params string?[] actual) =>
        filters.Where(f => f.Name == name).All(f => f.Values.Any(v => actual.Contains(v, StringComparer.OrdinalIgnoreCase)));
}
