namespace ChatSdk;

public abstract partial class ChatException
{
    /// <summary>Gets the steps of a tool run before it failed, from which the run can be resumed; <see langword="null"/> for calls other than tool runs.</summary>
    public ChatToolRun? ToolRun { get; internal set; }
}
