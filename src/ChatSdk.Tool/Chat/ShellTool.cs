using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>A tool in the file for <c>chatsdk chat --tools</c>: a function whose implementation is a shell command.</summary>
internal sealed class ShellTool
{
    // Longer results would fill the context of most models.
    private const int _maxOutput = 100_000;

    /// <summary>Gets the name of the function.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the description, which tells the model when to use the tool.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the JSON schema of the arguments.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Gets the command.</summary>
    public required string Command { get; init; }

    /// <summary>Reads the tools from a file.</summary>
    /// <exception cref="ToolException">The file is not a list of tools.</exception>
    public static IReadOnlyList<ShellTool> ReadAll(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            var tools = JsonSerializer.Deserialize(Utf8File.ReadAll(path), ShellToolJson.Default.ListShellTool) ?? [];
            return tools.Contains(null!) ? throw new JsonException() : tools;
        }
        catch (JsonException exception)
        {
            throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"{name} is invalid on line {exception.LineNumber.GetValueOrDefault() + 1}. It must be a JSON array of tools: objects with the members name, command and, optionally, description and parameters."));
        }
    }

    /// <summary>Returns a tool for the client. The handler of this tool runs the command.</summary>
    /// <exception cref="ToolException">The name or the schema is invalid.</exception>
    public ChatTool ToChatTool()
    {
        try
        {
            return ChatTool.CreateFunction(Name, Description, Parameters is { } schema ? (ChatJson)schema : null).WithHandler(RunAsync);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"The tool '{Name}' is invalid. {Failure.Of(exception)!.Message}");
        }
    }

    // The model writes the arguments, so they are never inserted into the command: the shell would run whatever they contain.
    private async ValueTask<string> RunAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        var arguments = call.Function?.Arguments is { Length: > 0 } text ? text : "{}";
        using var process = Start(arguments);
        try
        {
            var output = ReadAsync(process.StandardOutput, cancellationToken);
            var error = ReadAsync(process.StandardError, cancellationToken);
            await WriteAsync(process.StandardInput, arguments, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await Task.WhenAll(output, error);
            return process.ExitCode == 0 ? await output : throw Failed(process.ExitCode, await error, await output);
        }
        finally
        {
            End(process);
        }
    }

    private Process Start(string arguments)
    {
        ProcessStartInfo start = new(OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(OperatingSystem.IsWindows() ? "/c" : "-c");
        start.ArgumentList.Add(Command);
        using var json = JsonDocument.Parse(arguments);
        foreach (var argument in json.RootElement.EnumerateObject())
        {
            start.Environment[VariableOf(argument.Name)] = argument.Value.ValueKind == JsonValueKind.String ? argument.Value.GetString() : argument.Value.GetRawText();
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new ToolException($"The command could not be started. {exception.Message}", ExitCodes.Failure);
        }
    }

    private static ToolException Failed(int exitCode, string error, string output) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The command failed with exit code {exitCode}. {error.Trim()}\n{output}"), ExitCodes.Failure);

    private static string VariableOf(string argument) =>
        $"ARG_{string.Concat(argument.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'))}";

    private static async Task WriteAsync(StreamWriter input, string text, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(text.AsMemory(), cancellationToken);
            input.Close();
        }
        catch (IOException)
        {
            // The command does not read its input.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new char[_maxOutput];
        var length = await reader.ReadBlockAsync(text, cancellationToken);

        // The rest is read too, so that the command can end.
        var isCut = false;
        var rest = new char[4_096];
        while (await reader.ReadAsync(rest, cancellationToken) > 0)
        {
            isCut = true;
        }

        return isCut ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}\n[The output was cut to {_maxOutput} characters]") : new string(text, 0, length);
    }

    // After Ctrl-C, the command and the processes that it has started must not continue.
    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process has already ended, or cannot be ended.
        }
    }
}

/// <summary>The JSON metadata for the file with tools.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(List<ShellTool>))]
internal sealed partial class ShellToolJson : JsonSerializerContext;
