using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk.Tool;

/// <summary>
/// The file with the user's profiles: <c>%APPDATA%\chatsdk\profiles.json</c> on Windows; elsewhere,
/// <c>chatsdk/profiles.json</c> in <c>$XDG_CONFIG_HOME</c> or, by default, in <c>~/.config</c>.
/// </summary>
internal sealed class ProfileFile(Func<string, string?> environment)
{
    /// <summary>Gets the path of the file, which need not exist.</summary>
    public string Path { get; } = System.IO.Path.Combine(FolderOf(environment), "profiles.json");

    /// <summary>Gets the names of the profiles; none if the file does not exist, cannot be read or is invalid.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            try
            {
                return Read().Keys;
            }
            catch (ToolException)
            {
                return [];
            }
        }
    }

    /// <summary>Returns the folder for the program's files.</summary>
    public static string FolderOf(Func<string, string?> environment) => System.IO.Path.Combine(
        OperatingSystem.IsWindows() ? environment("APPDATA") ?? ""
        : environment("XDG_CONFIG_HOME") is { Length: > 0 } configuration ? configuration
        : System.IO.Path.Combine(environment("HOME") ?? "", ".config"),
        "chatsdk");

    /// <summary>Returns a profile.</summary>
    /// <exception cref="ToolException">There is no such profile, or the file cannot be read or is invalid.</exception>
    public Profile Get(string name) => Find(name) ?? throw new ToolException(
        Read() is { Count: > 0 } profiles
            ? $"There is no profile '{name}' in {Path}. The file contains: {string.Join(", ", profiles.Keys)}."
            : $"There is no profile '{name}', because {Path} does not exist or has no profiles.");

    /// <summary>Returns a profile; <see langword="null"/> if there is none with this name.</summary>
    /// <exception cref="ToolException">The file cannot be read or is invalid.</exception>
    public Profile? Find(string name) => Read().GetValueOrDefault(name);

    private Dictionary<string, Profile> Read()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize(File.ReadAllBytes(Path), ProfileJson.Default.DictionaryStringProfile) ?? [] : [];
        }
        catch (JsonException exception)
        {
            // The exception's message could quote a part of a key.
            throw new ToolException($"{Path} is invalid on line {exception.LineNumber + 1}. Each profile must be an object. Its possible members are url, key or keyVariable, model, and allowInsecureHttp.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{Path} cannot be read. {exception.Message}");
        }
    }
}

/// <summary>The JSON metadata for the profile file.</summary>
[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(Dictionary<string, Profile>))]
internal sealed partial class ProfileJson : JsonSerializerContext;
