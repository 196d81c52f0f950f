using Amazon.RDS;

namespace SnapshotShare.AmazonRds.Tests.Wire;

/// <summary>Sends one request and gives back the form that arrived, or gives one answer and returns what the client read.</summary>
internal static class Sending
{
    public static async Task<string> FormOf<T>(Func<AmazonRDSClient, CancellationToken, Task<T>> call)
    {
        await using var server = await WireServer.Start(Answer.Result("Any", ""));
        using var client = server.Client();
        await call(client, TestContext.Current.CancellationToken);
        return server.Request.Form;
    }

    public static async Task<T> AnswerOf<T>(string members, Func<AmazonRDSClient, CancellationToken, Task<T>> call)
    {
        var operation = typeof(T).Name[..^"Response".Length];
        await using var server = await WireServer.Start(Answer.Result(operation, members));
        using var client = server.Client();
        return await call(client, TestContext.Current.CancellationToken);
    }
}
