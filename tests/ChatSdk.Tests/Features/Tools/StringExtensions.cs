namespace ChatSdk.Tests.Tools;

internal static class StringExtensions
{
    public static string Repeat(this string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
