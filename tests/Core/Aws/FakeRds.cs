using System.Reflection;
using Amazon.RDS;

namespace SnapshotShare.Core.Tests.Aws;

/// <summary>RDS as far as one call: it says which operation was asked for, and answers as a test says.</summary>
public class FakeRds : DispatchProxy
{
    private Func<string, object, object> _answer = (_, _) => throw new InvalidOperationException("nobody answers");

    /// <param name="answer">Takes the operation and its request, and gives the response of that operation.</param>
    public static IAmazonRDS Answering(Func<string, object, object> answer)
    {
        var rds = Create<IAmazonRDS, FakeRds>();
        ((FakeRds)(object)rds)._answer = answer;
        return rds;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var response = targetMethod!.ReturnType.GetGenericArguments()[0];
        try
        {
            var answer = _answer(targetMethod.Name[..^"Async".Length], args![0]!);
            return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(response).Invoke(obj: null, [answer]);
        }
        catch (Exception e) when (e is not TargetInvocationException)
        {
            return typeof(Task)
                .GetMethods()
                .Single(method => method is { Name: nameof(Task.FromException), IsGenericMethod: true })
                .MakeGenericMethod(response)
                .Invoke(obj: null, [e]);
        }
    }
}
