namespace SnapshotShare.Web.Hosting;

/// <summary><c>--health</c>: asks the application that runs beside it whether it is ready. An image without curl needs nothing else.</summary>
public static class HealthProbe
{
    public const string Switch = "--health";

    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        var address = BindingAddress.Parse(Listening.Addresses(configuration) is [var first, ..] ? first : Listening.Default);
        using var handler = new HttpClientHandler();
#pragma warning disable MA0039 // It asks itself over loopback, where the certificate's name cannot match, and tells it nothing.
        if (address.Scheme == "https")
            handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
#pragma warning restore MA0039
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, $"{address.Scheme}://127.0.0.1:{address.Port}{Health.ReadyPath}");
            if (configuration["AllowedHosts"]?.Split(';') is [var name, ..] && !name.Contains('*', StringComparison.Ordinal))
                question.Headers.Host = name;
            using var answer = await http.SendAsync(question);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"Not ready: {e.Message}");
            return 1;
        }
    }
}
