using System.Text;

namespace ChatSdk;

/// <summary>Creates the excerpt of a body for an exception.</summary>
internal static class Excerpt
{
    public const int Longest = 64 * 1024;

    public static string Of(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, Longest)]);

    public static string Of(string body) => body.Length <= Longest ? body : body[..Longest];
}
