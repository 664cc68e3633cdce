using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Compiles code as a given version of C#, with the compiler of the installed .NET SDK.</summary>
internal static partial class GuessCompiler
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using ChatSdk;
        using Microsoft.Extensions.DependencyInjection;

        """;

    /// <summary>Compiles the body of a method and returns the errors and warnings.</summary>
    public static async Task<IReadOnlyList<string>> CompileAsync(string version, string parameters, string body, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("chatsdk-guess-");
        try
        {
            var source = Path.Combine(folder.FullName, "Guess.cs");
            var options = Path.Combine(folder.FullName, "options.rsp");
            await File.WriteAllTextAsync(source, $"#nullable enable\n{Head}class Guess {{ async Task GuessAsync({parameters}) {{ await Task.CompletedTask;\n{body}\n}} }}", cancellationToken);
            await File.WriteAllLinesAsync(options, ["-nologo", "-nostdlib", "-target:library", $"-langversion:{version}", $"-out:{source}.dll", .. References().Select(file => $"-r:\"{file}\""), $"\"{source}\""], cancellationToken);
            return await RunAsync(options, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string options, CancellationToken cancellationToken)
    {
        using var compiler = Process.Start(new ProcessStartInfo("dotnet", ["exec", FindCompiler(), "-noconfig", $"@{options}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await compiler.StandardOutput.ReadToEndAsync(cancellationToken);
        await compiler.WaitForExitAsync(cancellationToken);
        return [.. Finding().Matches(output).Select(finding => finding.Value.Trim())];
    }

    private static IEnumerable<string> References()
    {
        var platform = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll").Where(IsManaged);
        return platform.Concat(Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll")).Append(typeof(ChatClient).Assembly.Location).DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsManaged(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file) is not null;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static string FindCompiler()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var folder = Path.Combine(root, "sdk");
        var compilers = Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Where(File.Exists).ToList() : [];
        return compilers.Count > 0 ? compilers[^1] : throw new IgnoreException("No SDK is installed next to the runtime, so there is no compiler.");
    }

    [GeneratedRegex(@"(error|warning) (?!CS1701)(CS\d+): .*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Finding();
}
