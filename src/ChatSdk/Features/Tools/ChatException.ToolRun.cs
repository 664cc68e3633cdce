namespace ChatSdk;

public abstract partial class ChatException
{
    /// <summary>Gets the steps of a tool run before it failed, with which the run can be resumed; <see langword="null"/> for other calls.</summary>
    public ChatToolRun? ToolRun { get; internal set; }
}
