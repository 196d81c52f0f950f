using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace SnapshotShare.Web.Shared.Live;

/// <summary>
/// The part of a page that stands in its address, so that it can be shared and is there again after reload and back. What is typed or sorted is
/// written there by the browser with every letter and press (<c>data-address</c>, <c>data-sort</c> in app.js): from the server it would
/// come after the press on a link that follows, and lead back from there. Where the server writes, it writes all it knows.
/// </summary>
public sealed class AddressQuery : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly Func<Func<Task>, Task> _invoke;
    private readonly Action _changed;
    private Dictionary<string, string> _values;
    private string? _written;

    /// <param name="invoke">The page's own <c>InvokeAsync</c>.</param>
    /// <param name="changed">Called on the page's context when somebody went elsewhere within the page.</param>
    public AddressQuery(NavigationManager navigation, Func<Func<Task>, Task> invoke, Action changed)
    {
        (_navigation, _invoke, _changed) = (navigation, invoke, changed);
        Read();
        navigation.LocationChanged += OnLocation;
    }

    [AllowNull]
    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set => _values[name] = value ?? "";
    }

    /// <summary>Writes one value, and with it what the browser has written since.</summary>
    public void Write(string name, string value)
    {
        this[name] = value;
        _written = _navigation.GetUriWithQueryParameters(
            _values.ToDictionary(pair => pair.Key, object? (pair) => pair.Value.Length > 0 ? pair.Value : null, StringComparer.Ordinal)
        );
        _navigation.NavigateTo(_written, replace: true);
    }

    public void Dispose() => _navigation.LocationChanged -= OnLocation;

    /// <summary>An address that was written here knows less than what has been typed since.</summary>
    private void OnLocation(object? sender, LocationChangedEventArgs e) =>
        _ = _invoke(() =>
        {
            if (e.Location != _written)
                Read();
            _written = null;
            _changed();
            return Task.CompletedTask;
        });

    [MemberNotNull(nameof(_values))]
    private void Read() =>
        _values = QueryHelpers
            .ParseQuery(new Uri(_navigation.Uri).Query)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}
