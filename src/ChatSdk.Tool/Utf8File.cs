using System.Text;

namespace ChatSdk.Tool;

/// <summary>Reads text files that must be UTF-8.</summary>
internal static class Utf8File
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the lines of a file one by one.</summary>
    /// <exception cref="ToolException">The file is not UTF-8.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        using var reader = new StreamReader(path, _strict);
        while (ReadLine(reader, path) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolException">The file is not UTF-8.</exception>
    public static string ReadAll(string path)
    {
        try
        {
            return File.ReadAllText(path, _strict);
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8(path);
        }
    }

    private static string? ReadLine(StreamReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8(path);
        }
    }

    private static ToolException NotUtf8(string path) => new($"{Path.GetFileName(path)} is not a UTF-8 text file.");
}
