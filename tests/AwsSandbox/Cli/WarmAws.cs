using System.Diagnostics;
using System.Text.Json;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>
/// A Python that has read the AWS CLI once and forks for every command. Starting the CLI is five sixths of what a command
/// costs; each child still is the aws script itself, with its own arguments, environment and exit code.
/// </summary>
internal sealed class WarmAws
{
    private const string Script = """
        import gc, importlib, json, os, runpy, sys, tempfile
        program = sys.argv[1]
        loaded_late = "session client endpoint httpsession auth parsers paginate waiter signers args".split()
        for name in ["awscli.clidriver", "awscli.handlers"] + [b + m for b in ("awscli.botocore.", "botocore.") for m in loaded_late]:
            try:
                importlib.import_module(name)
            except ImportError:
                pass
        # Made once, for what it looks up on the way: which distribution this is, it asks another program.
        importlib.import_module("awscli.clidriver").create_clidriver()
        # What no child collects, no child has to copy.
        gc.disable()
        gc.freeze()
        for line in sys.stdin:
            call = json.loads(line)
            with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
                child = os.fork()
                if child == 0:
                    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                    os.dup2(output.fileno(), 1)
                    os.dup2(error.fileno(), 2)
                    os.environ.update(call["environment"])
                    sys.argv = [program] + call["words"]
                    runpy.run_path(program, run_name="__main__")
                    sys.exit(0)
                status = os.WEXITSTATUS(os.waitpid(child, 0)[1])
                texts = []
                for file in (output, error):
                    file.seek(0)
                    texts.append(file.read().decode("utf-8", "replace"))
            print(json.dumps({"exit": status, "output": texts[0], "error": texts[1]}), flush=True)
        """;

    // It ends by itself when its standard input closes: with this process at the latest.
    private readonly Process process;

    public WarmAws(PythonScript aws)
    {
        var start = AwsProgram.Describe(aws.Python, ["-c", Script, aws.Path]);
        start.RedirectStandardInput = true;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
    }

    public async Task<(int Exit, string Output, string Error)> RunAsync(
        IReadOnlyList<string> words,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { words, environment }).AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
            using var answer = JsonDocument.Parse(line ?? throw new InvalidOperationException("The AWS CLI's Python has ended."));
            var said = answer.RootElement;
            return (said.GetProperty("exit").GetInt32(), said.GetProperty("output").GetString()!, said.GetProperty("error").GetString()!);
        }
        catch
        {
            // Nobody knows what it would answer next.
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }
}
