using System.Collections.Concurrent;
using Amazon.KeyManagementService.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <param name="Manager"><c>AWS</c> or <c>CUSTOMER</c>; null when the account may not describe the key.</param>
/// <param name="Aliases">All it has in its own account; empty for a key of another.</param>
internal sealed record KeyLabel(string? Alias, string? Manager, IReadOnlyList<string> Aliases);

/// <summary>People's names for keys. Labels hardly change, so they are read once per key and process.</summary>
internal sealed class KeyLabels(Account account, Func<AccountClients> clients)
{
    private readonly ConcurrentDictionary<string, KeyLabel> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, KeyLabel>> DescribeAsync(IEnumerable<string?> keyArns, CancellationToken ct)
    {
        var unknown = keyArns.Where(arn => arn is not null && !_known.ContainsKey(arn)).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
            return _known;
        var aliases = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var asked = clients();
        string? marker = null;
        do
        {
            var request = new ListAliasesRequest { Marker = marker, Limit = 100 };
            var page = await asked.AskAsync(() => asked.Keys.ListAliasesAsync(request, ct));
            foreach (var alias in page.Aliases ?? [])
                if (alias.TargetKeyId is { } id && !aliases.TryAdd(id, [alias.AliasName]))
                    aliases[id].Add(alias.AliasName);
            marker = page.Truncated == true ? page.NextMarker : null;
        } while (marker is not null);
        foreach (var arn in unknown)
            _known[arn!] = await DescribeAsync(asked, arn!, aliases, ct);
        return _known;
    }

    private async Task<KeyLabel> DescribeAsync(
        AccountClients asked,
        string arn,
        Dictionary<string, List<string>> aliases,
        CancellationToken ct
    )
    {
        var own = arn.Contains($":{account.AccountId}:", StringComparison.Ordinal)
            ? aliases.GetValueOrDefault(arn[(arn.LastIndexOf('/') + 1)..]) ?? []
            : [];
        var alias = own.LastOrDefault();
        try
        {
            var key = await asked.AskAsync(() => asked.Keys.DescribeKeyAsync(new DescribeKeyRequest { KeyId = arn }, ct));
            return new KeyLabel(alias, key.KeyMetadata.KeyManager?.Value, own);
        }
        catch (AwsCallException e)
            when (e.InnerException
                    is Amazon.KeyManagementService.AmazonKeyManagementServiceException
                    {
                        StatusCode: < System.Net.HttpStatusCode.InternalServerError
                    }
            )
        {
            return new KeyLabel(alias, Manager: null, own);
        }
    }
}
