using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.RDS.Model;

/// <summary>A request that can start at a marker, or an answer that says where the next page starts.</summary>
internal interface IMarked
{
    string Marker { get; set; }
}

/// <summary>Sends the same request again with each answer's marker until an answer has none. Good for one run, as in the SDK.</summary>
internal abstract class MarkerPaginator<TRequest, TResponse>(TRequest request, Func<TRequest, CancellationToken, Task<TResponse>> call)
    : IPaginator<TResponse>
    where TRequest : AmazonRDSRequest, IMarked
    where TResponse : AmazonWebServiceResponse, IMarked
{
    private int _used;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    protected IPaginatedEnumerable<TItem> Items<TItem>(Func<TResponse, IEnumerable<TItem>> items) =>
        new PaginatedResultKeyResponse<TResponse, TItem>(this, page => items(page) ?? []);

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        TResponse response;
        do
        {
            response = await call(request, cancellationToken).ConfigureAwait(false);
            request.Marker = response.Marker;
            yield return response;
        } while (!string.IsNullOrEmpty(response.Marker));
    }
}
