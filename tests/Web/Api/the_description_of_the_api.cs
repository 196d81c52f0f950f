using System.Text.Json;
using SnapshotShare.Web.Tests.Hosting;

namespace SnapshotShare.Web.Tests.Api;

/// <summary>What a reader of <c>/openapi/v1.json</c> finds at every address.</summary>
public sealed class the_description_of_the_api(Application application) : IClassFixture<Application>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task sorts_every_address_into_one_area_that_it_describes_and_says_what_each_is_for()
    {
        using var document = await ReadAsync();
        var areas = document
            .RootElement.GetProperty("tags")
            .EnumerateArray()
            .ToDictionary(tag => tag.Text("name"), tag => tag.Text("description"));
        Assert.All(areas.Values, Assert.NotEmpty);

        var endpoints = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => ($"{method.Name} {path.Name}", method.Value)))
            .ToList();
        Assert.Equal([], endpoints.Where(one => !Says(one.Value, "summary") || !Says(one.Value, "description")).Select(one => one.Item1));
        Assert.Equal(
            [],
            endpoints.Where(one => !Areas(one.Value).All(areas.ContainsKey) || Areas(one.Value).Count != 1).Select(one => one.Item1)
        );
        Assert.Equal(
            areas.Keys.Order(StringComparer.Ordinal),
            endpoints.SelectMany(one => Areas(one.Value)).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task has_an_example_of_every_address_in_requests_http()
    {
        using var document = await ReadAsync();
        var tried = (await File.ReadAllLinesAsync(Path.Combine(Application.Root, "requests.http"), Ct))
            .Where(line => line.StartsWith("GET ", StringComparison.Ordinal) || line.StartsWith("POST ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', '?'))
            .Select(words => $"{words[0]} {words[1]}")
            .Where(address => address.Contains("/api/", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        var endpoints = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {Variables(path.Name)}"));
        Assert.Equal(endpoints.Order(StringComparer.Ordinal), tried.Order(StringComparer.Ordinal));
    }

    private async Task<JsonDocument> ReadAsync()
    {
        using var anybody = application.Anonymous();
        return JsonDocument.Parse(await anybody.GetStringAsync("/openapi/v1.json", Ct));
    }

    private static bool Says(JsonElement endpoint, string member) =>
        endpoint.TryGetProperty(member, out var text) && text.GetString() is { Length: > 0 };

    private static List<string> Areas(JsonElement endpoint) =>
        endpoint.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(tag => tag.GetString()!)] : [];

    /// <summary>As the file names them: <c>{id}</c> of a request is <c>{{request}}</c>, of a finding <c>{{finding}}</c>, of a stray <c>{{stray}}</c>.</summary>
    private static string Variables(string path) =>
        "{{base}}"
        + path.Replace("/requests/{id}", "/requests/{{request}}", StringComparison.Ordinal)
            .Replace("/drift/{id}", "/drift/{{finding}}", StringComparison.Ordinal)
            .Replace("/strays/{id}", "/strays/{{stray}}", StringComparison.Ordinal)
            .Replace("/accounts/{name}", "/accounts/{{account}}", StringComparison.Ordinal)
            .Replace("/routes/{name}", "/routes/{{route}}", StringComparison.Ordinal);
}
