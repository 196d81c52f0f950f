namespace SnapshotShare.Core.Notifications;

/// <summary>The configuration section <c>Webhook</c>: where those who must act are told. Empty tells nobody.</summary>
public sealed class WebhookOptions
{
    public const string Json = "Json";
    public const string Slack = "Slack";
    private const int ShortestSecret = 32;

    /// <summary>An https address; http on a loopback address only.</summary>
    public string? Url { get; set; }

    /// <summary>Signs what is sent (HMAC SHA-256); at least 32 characters. Slack's own address is its secret, so there it may be left out.</summary>
    public string? Secret { get; set; }

    /// <summary><c>Json</c>, or <c>Slack</c> for a body that an incoming webhook of Slack's takes.</summary>
    public string Format { get; set; } = Json;

    /// <summary>Language of the sentences, <c>en</c> or <c>ja</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>This installation's own address, for links; empty sends none.</summary>
    public string? PublicUrl { get; set; }

    public bool IsOn => Url is { Length: > 0 };

    public IEnumerable<string> Mistakes()
    {
        if (!IsOn)
        {
            if (Secret is { Length: > 0 })
                yield return "Webhook:Url: is missing, while Webhook:Secret is set.";
        }
        else if (!IsFit(Url!))
        {
            yield return $"Webhook:Url: must be an https address, or http on a loopback address, is of {AddressOf(Url!)}.";
        }
        if (PublicUrl is { Length: > 0 } own && !(Uri.TryCreate(own, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))
            yield return $"Webhook:PublicUrl: must be an http or https address, is '{own}'.";
        if (Format is not (Json or Slack))
            yield return $"Webhook:Format: must be {Json} or {Slack}, is '{Format}'.";
        if (Language is not ("en" or "ja"))
            yield return $"Webhook:Language: must be en or ja, is '{Language}'.";
        if (IsOn && (Secret is { Length: > 0 and < ShortestSecret } || (Format != Slack && Secret is not { Length: > 0 })))
            yield return $"Webhook:Secret: must have at least {ShortestSecret} characters, so that nobody can guess it.";
    }

    /// <summary>Without what follows the host, which may be a secret.</summary>
    private static string AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Authority}" : "no host at all";

    private static bool IsFit(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));
}
