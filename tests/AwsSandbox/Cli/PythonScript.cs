using System.Diagnostics;

namespace SnapshotShare.AwsSandbox.Tests.Cli;

/// <summary>An <c>aws</c> that Python can read once, and the Python that it is meant for.</summary>
internal sealed record PythonScript(string Python, string Path)
{
    /// <summary>Told where it is, Python reads this before anything else, and has then been started with what the wrapper made of its words.</summary>
    private const string Tell = """
        import importlib.util, os, sys
        words = sys.orig_argv
        module = importlib.util.find_spec("awscli.__main__") if words[1:3] == ["-m", "awscli"] else None
        script = module.origin if module else next((word for word in words[1:] if word[0] != "-"), "")
        if os.path.isfile(script) and (module or os.path.basename(script) == "aws"):
            os.write(1, ("\n%s\n%s\n" % (sys.executable, os.path.abspath(script))).encode())
            os._exit(0)
        """;

    /// <summary>A script that says by itself which Python it is for.</summary>
    public static PythonScript? Read(string program)
    {
        if (OperatingSystem.IsWindows())
            return null;
        using var script = new StreamReader(program);
        Span<char> start = stackalloc char[256];
        var line = start[..script.ReadBlock(start)].ToString().Split('\n')[0];
        if (!line.StartsWith("#!", StringComparison.Ordinal) || !line.Contains("python", StringComparison.Ordinal))
            return null;
        return line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            [var python] => new(python, program),
            [var env, var python] when env.EndsWith("/env", StringComparison.Ordinal) => new(python, program),
            _ => null,
        };
    }

    /// <summary>
    /// pyenv, asdf and the like put a shell script before the real one, each its own. Whatever it does, in the end it starts Python, which is
    /// asked there. An aws that brings its own Python (version 2 from AWS) does not hear the question, and tells its version.
    /// </summary>
    public static PythonScript? BehindWrapper(string program)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var folder = Directory.CreateTempSubdirectory("who-starts-aws-");
        try
        {
            File.WriteAllText(System.IO.Path.Combine(folder.FullName, "sitecustomize.py"), Tell);
            var start = AwsProgram.Describe(program, ["--version"]);
            start.Environment["PYTHONPATH"] = folder.FullName;
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return said is [.., var python, var path] && File.Exists(python) && File.Exists(path) ? new(python, path) : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
