using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SnapshotShare.Web;

/// <summary>Every address of the product's pages, built in one place.</summary>
public static class Urls
{
    /// <summary>The address if it leads to a page of this site, as a header can carry it: in ASCII. Null for any other.</summary>
    public static string? OfThisSite(string? address) =>
        RedirectHttpResult.IsLocalUrl(address)
            ? string.Concat(
                address!
                    .EnumerateRunes()
                    .Select(rune => rune.IsAscii && !Rune.IsControl(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()))
            )
            : null;

    public const string Home = "/";
    public const string Snapshots = "/snapshots";
    public const string Requests = "/requests";
    public const string NewRequest = "/requests/new";
    public const string Request = "/requests/{Id}";
    public const string Approvals = "/approvals";
    public const string Approval = "/approvals/{Id}";
    public const string Routes = "/routes";
    public const string Jobs = "/jobs";
    public const string HowItWorks = "/how-it-works";
    public const string Exposure = "/exposure";
    public const string History = "/history";
    public const string Evidence = "/history/evidence";
    public const string HistoryExport = "/history/export";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string NotFound = "/not-found";
    public const string Error = "/error";

    public static string SnapshotOf(string account, string identifier) =>
        $"{Snapshots}/{Uri.EscapeDataString(account)}/{Uri.EscapeDataString(identifier)}";

    /// <summary>The name of an account's filter in the address of the snapshots; its tab is called as the account is.</summary>
    public static string SnapshotFilterOf(string account) => $"filter.{account}";

    public static string SnapshotOrderOf(string account) => $"order.{account}";

    public static string RequestOf(string id) => $"{Requests}/{Uri.EscapeDataString(id)}";

    public static string ApprovalOf(string id) => $"{Approvals}/{Uri.EscapeDataString(id)}";

    /// <summary>The form filled in for one snapshot, or for the newest automated one of a cluster.</summary>
    public static string AskFor(string route, string? snapshot = null, string? cluster = null) =>
        With(NewRequest, ("route", route), ("snapshot", snapshot), ("cluster", cluster));

    /// <summary>The form filled in with what an earlier request asked for.</summary>
    public static string AskAgain(string requestId) => With(NewRequest, ("like", requestId));

    /// <summary>The same filter, further back.</summary>
    public static string HistoryOf(params ReadOnlySpan<(string Name, string? Value)> values) => With(History, values);

    public static string SignInThen(string? returnUrl) => With(SignIn, ("returnUrl", returnUrl));

    private static string With(string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var query = new List<string>();
        foreach (var (name, value) in values)
        {
            if (value is { Length: > 0 })
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }
}
