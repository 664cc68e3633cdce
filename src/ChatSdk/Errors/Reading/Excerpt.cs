using System.Text;

namespace ChatSdk;

/// <summary>Cuts a body to the excerpt that an exception contains.</summary>
internal static class Excerpt
{
    public const int MaxLength = 64 * 1024;

    public static string Of(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxLength)]);

    public static string Of(string body) => body.Length <= MaxLength ? body : body[..MaxLength];
}
